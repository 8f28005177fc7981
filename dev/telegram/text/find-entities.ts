import type { TelegramMessageEntity, TelegramMessageEntityType } from "@gramio/types";

const patterns: [TelegramMessageEntityType, RegExp][] = [
  ["url", /(?:https?|tg|tonsite):\/\/[^\s<>"'«»]+[^\s<>"'«».,:;!?)\]]/giu],
  [
    "url",
    /(?<![@\p{L}\d./-])(?:[a-z\d-]+\.)+(?:com|org|net|ru|io|me|dev|info|рф)(?:\/[^\s<>"'«»]*[^\s<>"'«».,:;!?)\]])?(?![\p{L}\d@-])/giu,
  ],
  ["email", /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/giu],
  [
    "bot_command",
    /(?<![\p{L}\d_/<>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\p{L}\d_/])/gu,
  ],
  ["mention", /(?<![\p{L}\d_@/])@[A-Za-z][A-Za-z0-9_]{3,31}(?![\p{L}\d_])/gu],
  ["hashtag", /(?<![\p{L}\d_#&/])#[\p{L}\d_]{1,256}/gu],
  ["cashtag", /(?<![\p{L}\d_$])\$[A-Z]{1,8}(?![\p{L}\d_])/gu],
  ["phone_number", /(?<![\p{L}\d_])\+\d(?:[\s()-]*\d){9,14}(?!\d)/gu],
];

/** Whether Telegram accepts an address in a link or a button: a host needs a dot, so `localhost` does not do. */
export function isTelegramUrl(url: string): boolean {
  if (/^tg:\/\//i.test(url)) return true;
  const full = /^[a-z][a-z\d+.-]*:\/\//i.test(url) ? url : `http://${url}`;
  if (!URL.canParse(full)) return false;
  const { protocol, hostname } = new URL(full);
  return ["http:", "https:"].includes(protocol) && hostname.includes(".");
}

/** Adds what Telegram finds by itself (addresses, commands, mentions …) to the entities that were given. */
export function findEntities(
  text: string,
  given: TelegramMessageEntity[],
): TelegramMessageEntity[] {
  const taken = given.filter((e) =>
    ["code", "pre", "text_link", "text_mention", "custom_emoji"].includes(e.type),
  );
  const found: TelegramMessageEntity[] = [];
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const entity = { type, offset: match.index, length: match[0].length };
      if (type === "url" && !isTelegramUrl(match[0])) continue;
      if (![...taken, ...found].some((other) => overlap(entity, other))) found.push(entity);
    }
  }
  return [...given, ...found].sort((a, b) => a.offset - b.offset || b.length - a.length);
}

function overlap(
  a: { offset: number; length: number },
  b: { offset: number; length: number },
): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
