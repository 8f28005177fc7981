import type { Message } from "@/lib/messages/schemas";

type Entity = NonNullable<Message["entities"]>[number];

/** A piece of text with every style that holds for it; `href` only for safe protocols. */
export type Segment = { text: string; styles: string[]; href: string | null };

/** Cuts a text at its entities' borders (UTF-16 offsets, nested or overlapping as Telegram allows). */
export function entitiesToSegments(text: string, entities: Entity[] | null): Segment[] {
  const list = entities ?? [];
  const borders = new Set([0, text.length]);
  for (const { offset, length } of list) {
    borders.add(clamp(offset, text.length));
    borders.add(clamp(offset + length, text.length));
  }
  const cuts = [...borders].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, index) => {
    const to = cuts[index + 1] ?? text.length;
    const holding = list.filter(({ offset, length }) => offset <= from && offset + length >= to);
    const link = holding.map((entity) => linkOf(text, entity)).find((href) => href !== null);
    return {
      text: text.slice(from, to),
      styles: holding.map(({ type }) => type),
      href: link ?? null,
    };
  });
}

const clamp = (value: number, max: number) => Math.max(0, Math.min(value, max));

function linkOf(text: string, entity: Entity): string | null {
  const shown = text.slice(entity.offset, entity.offset + entity.length);
  switch (entity.type) {
    case "text_link":
      return safeLink(entity.url ?? "");
    case "url":
      return safeLink(/^[a-z]+:/i.test(shown) ? shown : `https://${shown}`);
    case "email":
      return safeLink(`mailto:${shown}`);
    case "phone_number":
      return safeLink(`tel:${shown.replace(/[^\d+]/g, "")}`);
    case "mention":
      return safeLink(`https://t.me/${shown.slice(1)}`);
    default:
      return null;
  }
}

/** The address if its protocol is http(s), mailto, tel or tg, else null. */
export function safeLink(address: string): string | null {
  try {
    const url = new URL(address);
    return ["http:", "https:", "mailto:", "tel:", "tg:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
