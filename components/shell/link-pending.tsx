"use client";

import { useLinkStatus } from "next/link";
import { cn } from "@/components/ui/cn";

/** Inside a link: says that its screen is on its way, after 150 ms. The link must be `relative`. */
export function LinkPending({ className }: { className?: string }) {
  const { pending } = useLinkStatus();
  if (!pending) return null;
  return (
    <span
      aria-hidden="true"
      className={cn("pointer-events-none absolute animate-wait rounded-full bg-primary", className)}
    />
  );
}
