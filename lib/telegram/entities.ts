import type { MessageEntity } from "grammy/types";
import type { MessageEntity as TextEntity } from "@/db/schema";

const plain = [
  "bold",
  "italic",
  "underline",
  "strikethrough",
  "spoiler",
  "code",
  "blockquote",
] as const;

/** The styles that may be sent with a text; those that Telegram finds by itself (links, hashtags) are left out. */
export function toTelegramEntities(entities: TextEntity[]): MessageEntity[] {
  return entities.flatMap(({ type, offset, length, url, language }): MessageEntity[] => {
    const place = { offset, length };
    const known = plain.find((one) => one === type);
    if (known) return [{ type: known, ...place }];
    if (type === "pre") return [{ type, ...place, ...(language ? { language } : {}) }];
    if (type === "text_link" && url) return [{ type, ...place, url }];
    return [];
  });
}
