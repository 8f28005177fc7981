import type { ReactNode } from "react";
import { cn } from "./cn";

/** Filters beside each other; on a phone one row that scrolls sideways, so that the list keeps its room. */
export function FilterBar({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div
      className={cn(
        "flex items-center gap-2 max-sm:-mx-4 max-sm:overflow-x-auto max-sm:fade-x-4 max-sm:px-4 max-sm:[scrollbar-width:none] max-sm:[&>*]:w-auto max-sm:[&>*]:shrink-0 sm:flex-wrap",
        className,
      )}
    >
      {children}
    </div>
  );
}
