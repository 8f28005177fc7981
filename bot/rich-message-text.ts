/**
 * The plain text of a rich message (Bot API `RichMessage`), a line for each of its innermost blocks,
 * so that it can be read and searched. Kinds of blocks not yet invented give the text they hold;
 * what lies deeper than 40 levels is left out, so that no content can exhaust the stack.
 */
export function richMessageText(message: unknown): string {
  return blockLines(field(message, "blocks"), 0)
    .map((line) => line.trim())
    .filter(Boolean)
    .join("\n");
}

const maxDepth = 40;

/** What holds further blocks, in the order in which it is read. */
const containers = ["summary", "blocks", "items", "cells", "caption", "credit"];

function blockLines(block: unknown, depth: number): string[] {
  if (block === undefined || depth > maxDepth) return [];
  if (typeof block === "string") return [block];
  if (Array.isArray(block)) return block.flatMap((one) => blockLines(one, depth + 1));
  const inner = containers.flatMap((name) => blockLines(field(block, name), depth + 1));
  return [inlineText(field(block, "text"), depth), ...inner];
}

/** Rich text is a string, a list of rich texts, or an object that holds one as its `text`. */
function inlineText(text: unknown, depth: number): string {
  if (text === undefined || depth > maxDepth) return "";
  if (typeof text === "string") return text;
  if (Array.isArray(text)) return text.map((one) => inlineText(one, depth + 1)).join("");
  return inlineText(field(text, "text"), depth + 1);
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
