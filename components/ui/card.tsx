import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A panel with a hairline border. */
export function Card({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("rounded-card border bg-surface", className)} {...props} />;
}
