import type { Message } from "./schemas";

export type Entity = NonNullable<Message["entities"]>[number];

/** A text as Telegram takes it: no marks, its styles as entities in UTF-16 units. */
export type FormattedText = { content: string; entities: Entity[] };

/** What Telegram's own apps take for formatting when it is typed. */
const pairs: Record<string, string> = {
  "**": "bold",
  __: "italic",
  "~~": "strikethrough",
  "||": "spoiler",
};
const markOf = Object.fromEntries(Object.entries(pairs).map(([mark, type]) => [type, mark]));
const link = /\[([^\]\n]{1,256})\]\((https?:\/\/[^\s()]+|tg:\/\/[^\s()]+)\)/y;
const fence = /```(?:([\w+#-]{1,32})\n)?([\s\S]+?)```/y;
const code = /`([^`\n]{1,4096})`/y;
const escaped = /\\(\*\*|__|~~|\|\||`|\[)/y;

/**
 * Turns typed marks into entities: `**bold**`, `__italic__`, `~~struck~~`, `||hidden||`, `` `code` ``,
 * fenced code and `[label](https://…)`. A mark that is not closed stays as written; a backslash before
 * a mark keeps it. Marks of one kind do not nest.
 */
export function parseMarkup(text: string): FormattedText {
  const out: FormattedText = { content: "", entities: [] };
  parseInto(out, text);
  // Outer before inner, as Telegram lists them.
  out.entities.sort((a, b) => a.offset - b.offset || b.length - a.length);
  return out;
}

function parseInto(out: FormattedText, text: string) {
  const unclosed = new Set<string>();
  let at = 0;
  while (at < text.length) {
    at =
      readEscape(out, text, at) ?? readLiteral(out, text, at) ?? readPair(out, text, at, unclosed);
  }
}

function readEscape(out: FormattedText, text: string, at: number): number | null {
  const found = matchAt(escaped, text, at);
  if (!found) return null;
  out.content += found[1];
  return at + found[0].length;
}

/** Code and links: what is inside is taken as it stands. */
function readLiteral(out: FormattedText, text: string, at: number): number | null {
  const fenced = matchAt(fence, text, at);
  if (fenced?.[2]?.trim()) {
    add(out, "pre", fenced[2], fenced[1] ? { language: fenced[1] } : {});
    return at + fenced[0].length;
  }
  const inline = matchAt(code, text, at);
  if (inline?.[1]?.trim()) {
    add(out, "code", inline[1]);
    return at + inline[0].length;
  }
  const linked = matchAt(link, text, at);
  if (linked?.[1]?.trim() && linked[2]) {
    add(out, "text_link", linked[1], { url: linked[2] });
    return at + linked[0].length;
  }
  return null;
}

function readPair(out: FormattedText, text: string, at: number, unclosed: Set<string>): number {
  const mark = text.slice(at, at + 2);
  const type = pairs[mark];
  const end = type && !unclosed.has(mark) ? closing(text, at, mark) : -1;
  if (type && end > 0) {
    const offset = out.content.length;
    parseInto(out, text.slice(at + 2, end));
    out.entities.push({ type, offset, length: out.content.length - offset });
    return end + 2;
  }
  // One search that finds no end speaks for every later mark of its kind.
  if (type && /\S/.test(text[at + 2] ?? "")) unclosed.add(mark);
  out.content += text[at];
  return at + 1;
}

/** Where the mark that opens at `at` closes: after something, and not after a space. */
function closing(text: string, at: number, mark: string): number {
  if (!/\S/.test(text[at + 2] ?? "")) return -1;
  let end = text.indexOf(mark, at + 3);
  while (end > 0 && /[\s\\]/.test(text[end - 1] ?? "")) end = text.indexOf(mark, end + 1);
  return end;
}

function add(out: FormattedText, type: string, text: string, facts: Partial<Entity> = {}) {
  out.entities.push({ type, offset: out.content.length, length: text.length, ...facts });
  out.content += text;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** The marks that `parseMarkup` turns into this text, to edit it; styles it has no marks for are left out. */
export function toMarkup({ content, entities }: FormattedText): string {
  const marks = new Map<number, { open: string[]; close: string[] }>();
  const at = (place: number) => {
    const known = marks.get(place) ?? { open: [], close: [] };
    marks.set(place, known);
    return known;
  };
  const literal: [number, number][] = [];
  for (const entity of entities) {
    const [open, close] = marksOf(entity);
    if (open === undefined || close === undefined) continue;
    at(entity.offset).open.push(open);
    // Inner marks close first.
    at(entity.offset + entity.length).close.unshift(close);
    if (!markOf[entity.type]) literal.push([entity.offset, entity.offset + entity.length]);
  }
  let text = "";
  for (let place = 0; place <= content.length; place++) {
    const here = marks.get(place);
    if (here) text += here.close.join("") + here.open.join("");
    const isLiteral = literal.some(([from, to]) => from <= place && place < to);
    const mark = content.slice(place, place + 2);
    if (!isLiteral && (mark in pairs || mark[0] === "`" || mark[0] === "[")) text += "\\";
    text += content[place] ?? "";
  }
  return text;
}

function marksOf({ type, url, language }: Entity): [string?, string?] {
  const pair = markOf[type];
  if (pair) return [pair, pair];
  if (type === "code") return ["`", "`"];
  if (type === "pre") return [`\`\`\`${language ? `${language}\n` : ""}`, "```"];
  if (type === "text_link" && url) return ["[", `](${url})`];
  return [];
}

/** The entities that lie between two places of the text, counted from the first; cut where they reach over. */
export function sliceEntities(entities: Entity[], from: number, to: number): Entity[] {
  return entities.flatMap((entity) => {
    const start = Math.max(entity.offset, from);
    const end = Math.min(entity.offset + entity.length, to);
    return start < end ? [{ ...entity, offset: start - from, length: end - start }] : [];
  });
}
