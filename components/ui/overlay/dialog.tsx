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

const load = () => import("./dialog-parts");
type Parts = Awaited<ReturnType<typeof load>>;

const parts = onDemand("dialog", async () => {
  const { Dialog, DialogTrigger, DialogContent } = await load();
  return { Root: Dialog, Trigger: DialogTrigger, Content: DialogContent };
});

export function Dialog(props: OnDemandRootProps) {
  return <OnDemandRoot parts={parts} {...props} />;
}

export function DialogTrigger(props: OnDemandTriggerProps) {
  return <OnDemandTrigger parts={parts} {...props} />;
}

export function DialogContent(props: ComponentProps<Parts["DialogContent"]>) {
  return <OnDemandContent parts={parts} props={props} />;
}
