"use client";

import { type ComponentProps, type ComponentType, lazy } from "react";
import {
  OnDemandContent,
  OnDemandRoot,
  type OnDemandRootProps,
  OnDemandTrigger,
  type OnDemandTriggerProps,
  onDemand,
} from "@/components/ui/states/on-demand";

const load = () => import("./dropdown-menu-parts");
type Parts = Awaited<ReturnType<typeof load>>;

const parts = onDemand("menu", async () => {
  const { DropdownMenu, DropdownMenuTrigger, DropdownMenuContent } = await load();
  return { Root: DropdownMenu, Trigger: DropdownMenuTrigger, Content: DropdownMenuContent };
});

export function DropdownMenu(props: OnDemandRootProps) {
  return <OnDemandRoot parts={parts} {...props} />;
}

export function DropdownMenuTrigger(props: OnDemandTriggerProps) {
  return <OnDemandTrigger parts={parts} {...props} />;
}

export function DropdownMenuContent(props: ComponentProps<Parts["DropdownMenuContent"]>) {
  return <OnDemandContent parts={parts} props={props} />;
}

export const DropdownMenuItem = part((parts) => parts.DropdownMenuItem);
export const DropdownMenuLabel = part((parts) => parts.DropdownMenuLabel);
export const DropdownMenuSeparator = part((parts) => parts.DropdownMenuSeparator);
export const DropdownMenuCheckboxItem = part((parts) => parts.DropdownMenuCheckboxItem);
export const DropdownMenuRadioGroup = part((parts) => parts.DropdownMenuRadioGroup);
export const DropdownMenuRadioItem = part((parts) => parts.DropdownMenuRadioItem);

function part<Props>(choose: (parts: Parts) => ComponentType<Props>) {
  return lazy<ComponentType<Props>>(async () => ({ default: choose(await load()) }));
}
