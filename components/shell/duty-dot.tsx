import { cn } from "@/components/ui/cn";

/** A dot on one's picture; the words are in the menu. */
export function DutyDot({ isOnDuty }: { isOnDuty: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "absolute -right-0.5 -bottom-0.5 size-3 rounded-full border-2 border-surface",
        isOnDuty ? "bg-status-active" : "bg-muted-foreground",
      )}
    />
  );
}
