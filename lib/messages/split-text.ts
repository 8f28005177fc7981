/** The Bot API's limit for a text, counted here in UTF-16 units, the stricter reading. */
export const maxTextLength = 4096;
/** The Bot API's limit for a caption. */
export const maxCaptionLength = 1024;

/**
 * Cuts a text into parts of at most `limit` UTF-16 units; joined, the parts equal the text. Cuts
 * after a line or a word where it can, never inside a grapheme that fits a part, and leaves no part
 * of spaces alone where another cut avoids it: Telegram takes such a text for empty.
 */
export function splitText(text: string, limit = maxTextLength): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const at = cutAt(rest, limit);
    parts.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  if (rest !== "" || parts.length === 0) parts.push(rest);
  return parts;
}

function cutAt(text: string, limit: number): number {
  const borders = bordersOf(text, limit);
  const last = borders.at(-1);
  if (last === undefined) return insideGrapheme(text, limit);
  // Words on both sides: what is left must not be spaces alone, nor what goes now.
  const leastEnd = text.search(/\S/) + 1;
  const mostEnd = text.trimEnd().length - 1;
  const good = borders.filter((at) => at >= leastEnd && at <= mostEnd);
  for (const mark of ["\n", " "]) {
    const at = good.findLast((border) => text[border - 1] === mark);
    if (at !== undefined && at > limit / 2) return at;
  }
  return good.at(-1) ?? last;
}

/** Where a grapheme ends, up to the limit; one that begins within a part may reach over its end. */
function bordersOf(text: string, limit: number): number[] {
  const borders: number[] = [];
  // A little further than the limit, so that its border is not one only because the text ends there.
  for (const { index, segment } of segmenter.segment(text.slice(0, limit + 64))) {
    const end = index + segment.length;
    if (end > limit) break;
    borders.push(end);
  }
  return borders;
}

const segmenter = new Intl.Segmenter();

/** A grapheme longer than a part has to be torn, but never a surrogate pair. */
function insideGrapheme(text: string, limit: number): number {
  const isPair = /[\ud800-\udbff]/.test(text[limit - 1] ?? "");
  return isPair && limit > 1 ? limit - 1 : limit;
}
