import { cn } from "@/components/ui/cn";
import type { Tag } from "@/lib/tags/schemas";
import type { TagColor } from "@/lib/tags/terms";

const dots: Record<TagColor, string> = {
  grey: "bg-[oklch(0.6_0.02_257)]",
  blue: "bg-[oklch(0.6_0.15_247)]",
  green: "bg-[oklch(0.62_0.14_152)]",
  amber: "bg-[oklch(0.7_0.15_75)]",
  red: "bg-[oklch(0.6_0.2_26)]",
  violet: "bg-[oklch(0.58_0.19_295)]",
  teal: "bg-[oklch(0.64_0.1_195)]",
};

/** A tag's colour. */
export function TagDot({ color }: { color: TagColor }) {
  return <span aria-hidden="true" className={cn("size-2 shrink-0 rounded-full", dots[color])} />;
}

/** A client's tags in one line; the rest as a number. */
export function TagChips({ tags, max = 2 }: { tags: Tag[]; max?: number }) {
  if (tags.length === 0) return null;
  return (
    <span
      className="flex min-w-0 items-center gap-1"
      title={tags.map((tag) => tag.name).join(", ")}
    >
      {tags.slice(0, max).map((tag) => (
        <span
          key={tag.id}
          className="inline-flex h-5 min-w-11 items-center gap-1 rounded-full border px-1.5 text-meta"
        >
          <TagDot color={tag.color} />
          <span className="truncate">{tag.name}</span>
        </span>
      ))}
      {tags.length > max ? (
        <span className="text-meta text-muted-foreground">+{tags.length - max}</span>
      ) : null}
    </span>
  );
}
