export const roles = ["admin", "manager", "operator"] as const;
