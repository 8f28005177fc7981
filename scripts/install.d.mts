export function install(root: string): boolean;
export function isInstalled(root: string): boolean;
export function ownNode(root: string): string;
