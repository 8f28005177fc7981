"use client";

import type { ComponentProps } from "react";
import {
  OnDemandContent,
  OnDemandRoot,
  type OnDemandRootProps,
  OnDemandTrigger,
  type OnDemandTriggerProps,
  onDemand,
} from "@/components/ui/states/on-demand";

const load = () => import("./popover-parts");
type Parts = Awaited<ReturnType<typeof load>>;

const parts = onDemand("dialog", async () => {
  const { Popover, PopoverTrigger, PopoverContent } = await load();
  return { Root: Popover, Trigger: PopoverTrigger, Content: PopoverContent };
});

export function Popover(props: OnDemandRootProps) {
  return <OnDemandRoot parts={parts} {...props} />;
}

export function PopoverTrigger(props: OnDemandTriggerProps) {
  return <OnDemandTrigger parts={parts} {...props} />;
}

export function PopoverContent(props: ComponentProps<Parts["PopoverContent"]>) {
  return <OnDemandContent parts={parts} props={props} />;
}
