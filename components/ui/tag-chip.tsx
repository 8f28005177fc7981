import type { Tag } from "@/lib/tags/schemas";
import type { TagColor } from "@/lib/tags/terms";
import { cn } from "./cn";

/** The dot of each colour; a tag's word itself stays in the text's colour. */
export const tagDot: Record<TagColor, string> = {
  grey: "bg-status-closed",
  blue: "bg-primary",
  green: "bg-status-active",
  amber: "bg-status-inactive",
  red: "bg-status-failed",
  violet: "bg-status-lead",
  teal: "bg-tag-teal",
};

/** A tag: a dot of its colour and its word. */
export function TagChip({ tag, className }: { tag: Tag; className?: string }) {
  return (
    <span
      className={cn(
        "inline-flex h-5 max-w-40 items-center gap-1.5 rounded-full border px-2 text-meta",
        className,
      )}
    >
      <span aria-hidden="true" className={cn("size-2 shrink-0 rounded-full", tagDot[tag.color])} />
      <span className="truncate" title={tag.name}>
        {tag.name}
      </span>
    </span>
  );
}
