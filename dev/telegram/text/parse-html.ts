import type { TelegramMessageEntity, TelegramMessageEntityType } from "@gramio/types";
import { badRequest } from "../api-error";

/** Text with its entities; offsets and lengths in UTF-16 code units. */
export interface RichText {
  text: string;
  entities: TelegramMessageEntity[];
}

interface OpenTag {
  name: string;
  start: number;
  at: number;
  entity: Partial<TelegramMessageEntity> | null;
}

const simple: Record<string, TelegramMessageEntityType> = {
  b: "bold",
  strong: "bold",
  i: "italic",
  em: "italic",
  u: "underline",
  ins: "underline",
  s: "strikethrough",
  strike: "strikethrough",
  del: "strikethrough",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  "tg-spoiler": "spoiler",
};

const named: Record<string, string> = { lt: "<", gt: ">", amp: "&", quot: '"' };

/**
 * Telegram's HTML style (Bot API, "HTML style"): throws 400 "can't parse entities: …" on unknown tags,
 * wrong nesting and missing ends.
 */
export function parseHtml(source: string): RichText {
  const open: OpenTag[] = [];
  const entities: TelegramMessageEntity[] = [];
  let text = "";
  let at = 0;
  const bytes = () => Buffer.byteLength(source.slice(0, at));
  while (at < source.length) {
    const char = source.charAt(at);
    if (char === "&") {
      const found = /^&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));?/i.exec(source.slice(at, at + 12));
      const decoded = found ? decode(found) : null;
      text += decoded ?? "&";
      at += decoded !== null && found ? found[0].length : 1;
    } else if (char !== "<") {
      text += char;
      at++;
    } else {
      const end = source.indexOf(">", at);
      if (end < 0) throw cannot(`Unclosed start tag at byte offset ${bytes()}`);
      const inside = source.slice(at + 1, end);
      if (inside.startsWith("/")) {
        close(inside.slice(1).trim().toLowerCase(), bytes());
      } else {
        open.push({ ...startTag(inside, open.at(-1), bytes()), start: text.length, at: bytes() });
      }
      at = end + 1;
    }
  }
  const left = open.at(-1);
  if (left) throw cannot(`Can't find end tag corresponding to start tag "${left.name}"`);
  entities.sort((a, b) => a.offset - b.offset || b.length - a.length);
  return { text, entities };

  function close(name: string, offset: number): void {
    const tag = open.pop();
    if (!tag) throw cannot(`Unexpected end tag at byte offset ${offset}`);
    if (name && name !== tag.name) {
      throw cannot(
        `Unmatched end tag at byte offset ${offset}, expected "</${tag.name}>", found "</${name}>"`,
      );
    }
    const length = text.length - tag.start;
    if (!tag.entity || length === 0) return;
    const entity = { ...tag.entity, offset: tag.start, length } as TelegramMessageEntity;
    // <a> without an address: the text itself is the address.
    if (entity.type === "text_link" && !entity.url) entity.url = text.slice(tag.start);
    entities.push(entity);
  }
}

function startTag(
  inside: string,
  parent: OpenTag | undefined,
  offset: number,
): Pick<OpenTag, "name" | "entity"> {
  const name = (/^[^\s/]*/.exec(inside)?.[0] ?? "").toLowerCase();
  const attributes = new Map(
    [...inside.matchAll(/([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gi)].map(
      ([, key = "", double, single, bare]) => [
        key.toLowerCase(),
        (double ?? single ?? bare ?? "").replace(
          /&(lt|gt|amp|quot);/g,
          (_, entity: string) => named[entity] ?? "",
        ),
      ],
    ),
  );
  if (name === "a")
    return { name, entity: { type: "text_link", url: attributes.get("href") ?? "" } };
  if (name === "tg-emoji") {
    const id = attributes.get("emoji-id");
    if (!id) throw cannot(`Custom emoji identifier must be specified`);
    return { name, entity: { type: "custom_emoji", custom_emoji_id: id } };
  }
  if (name === "span") {
    if (attributes.get("class") !== "tg-spoiler") {
      throw cannot(`Tag "span" must have class "tg-spoiler" at byte offset ${offset}`);
    }
    return { name, entity: { type: "spoiler" } };
  }
  if (name === "blockquote" && attributes.has("expandable")) {
    return { name, entity: { type: "expandable_blockquote" } };
  }
  if (name === "code" && parent?.name === "pre" && attributes.has("class")) {
    const language = /^language-(.+)$/.exec(attributes.get("class") ?? "")?.[1];
    if (language && parent.entity) parent.entity.language = language;
    return { name, entity: null };
  }
  const type = simple[name];
  if (!type) throw cannot(`Unsupported start tag "${name}" at byte offset ${offset}`);
  return { name, entity: { type } };
}

function decode([, decimal, hex, name]: RegExpExecArray): string | null {
  if (name) return named[name.toLowerCase()] ?? null;
  const code = decimal ? Number(decimal) : Number.parseInt(hex ?? "", 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : null;
}

function cannot(reason: string) {
  return badRequest(`can't parse entities: ${reason}`);
}
