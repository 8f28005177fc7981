import type { Segment } from "./entities-to-segments";

const kinds = ["pre", "blockquote", "expandable_blockquote"] as const;
export type Block = { kind: (typeof kinds)[number] | null; segments: Segment[] };

/**
 * Puts segments of one quote or listing together, whatever styles it holds; a line break at its edge
 * goes, because a block begins a line anyway.
 */
export function toBlocks(segments: Segment[]): Block[] {
  const blocks: Block[] = [];
  for (const segment of segments) {
    const kind = kinds.find((name) => segment.styles.includes(name)) ?? null;
    const last = blocks.at(-1);
    if (last && last.kind === kind) last.segments.push(segment);
    else blocks.push({ kind, segments: [segment] });
  }
  return blocks.map((block, index) => {
    if (block.kind !== null) return block;
    const texts = block.segments.map(({ text }) => text);
    if (index > 0) texts[0] = (texts[0] ?? "").replace(/^\n/, "");
    const end = texts.length - 1;
    if (index < blocks.length - 1) texts[end] = (texts[end] ?? "").replace(/\n$/, "");
    return {
      kind: null,
      segments: block.segments.map((segment, at) => ({ ...segment, text: texts[at] ?? "" })),
    };
  });
}

/** Whether a quote is worth folding: longer than the three lines that stay. */
export function isLong(segments: Segment[]): boolean {
  const text = segments.map((segment) => segment.text).join("");
  return text.length > 180 || text.split("\n").length > 3;
}
