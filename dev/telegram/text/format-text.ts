import type { TelegramMessageEntity } from "@gramio/types";
import { badRequest } from "../api-error";
import { findEntities, isTelegramUrl } from "./find-entities";
import { parseHtml, type RichText } from "./parse-html";

const detected = ["url", "email", "bot_command", "mention", "hashtag", "cashtag", "phone_number"];

/**
 * Text as Telegram would store it: parsed, trimmed, with found entities. Throws Telegram's 400 for bad
 * markup and for entities that leave the text or cut a character in two.
 */
export function formatText(
  source: string,
  options: { parse_mode?: string | undefined; entities?: TelegramMessageEntity[] | undefined } = {},
): RichText {
  const parsed = parse(source.replaceAll("\r", ""), options);
  for (const entity of parsed.entities) checkBounds(parsed.text, entity);
  const rich = trim({
    text: parsed.text,
    entities: parsed.entities.filter(
      (e) => !detected.includes(e.type) && (e.type !== "text_link" || isTelegramUrl(e.url ?? "")),
    ),
  });
  return { text: rich.text, entities: findEntities(rich.text, rich.entities) };
}

function parse(
  text: string,
  { parse_mode, entities }: Parameters<typeof formatText>[1] & object,
): RichText {
  if (!parse_mode) return { text, entities: entities ?? [] };
  if (parse_mode.toLowerCase() === "html") return parseHtml(text);
  throw badRequest("unsupported parse_mode");
}

function checkBounds(text: string, { offset, length }: TelegramMessageEntity): void {
  const end = offset + length;
  if (offset < 0 || length < 0 || offset > text.length) {
    throw badRequest(
      `entity beginning at UTF-16 offset ${offset} starts after the end of the text at UTF-16 offset ${text.length}`,
    );
  }
  if (end > text.length) {
    throw badRequest(
      `entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${text.length}`,
    );
  }
  if (isInsidePair(text, offset)) {
    throw badRequest(
      `entity begins in a middle of a UTF-16 symbol at byte offset ${Buffer.byteLength(text.slice(0, offset))}`,
    );
  }
  if (isInsidePair(text, end)) {
    throw badRequest(
      `entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at byte offset ${Buffer.byteLength(text.slice(0, end))}`,
    );
  }
}

function isInsidePair(text: string, at: number): boolean {
  return /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at));
}

function trim({ text, entities }: RichText): RichText {
  const start = text.length - text.trimStart().length;
  const trimmed = text.trim();
  return {
    text: trimmed,
    entities: entities
      .map((entity) => {
        const from = Math.max(entity.offset - start, 0);
        const to = Math.min(entity.offset - start + entity.length, trimmed.length);
        return { ...entity, offset: from, length: to - from };
      })
      .filter((entity) => entity.length > 0),
  };
}
