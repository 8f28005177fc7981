import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A small word or count beside something. */
export function Badge({ className, ...props }: ComponentProps<"span">) {
  return (
    <span
      className={cn(
        "inline-flex h-5 items-center gap-1 rounded-full bg-muted px-2 font-medium text-meta text-muted-foreground tabular-nums [&_svg]:size-3",
        className,
      )}
      {...props}
    />
  );
}
