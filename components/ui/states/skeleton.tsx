import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";

/** A grey shape in place of what is being loaded; shown only after 150 ms. */
export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      aria-hidden="true"
      className={cn("animate-wait rounded-control bg-muted", className)}
      {...props}
    />
  );
}
