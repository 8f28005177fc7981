/** The Bot API's limit for a text, counted here in UTF-16 units, the stricter reading. */
export const maxTextLength = 4096;
/** The Bot API's limit for a caption. */
export const maxCaptionLength = 1024;

/**
 * Cuts a text into parts of at most `limit` UTF-16 units; joined, the parts equal the text. Cuts
 * after a line or a word where it can, and never inside a grapheme that fits a part.
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
  const head = text.slice(0, limit);
  for (const mark of ["\n", " "]) {
    const at = head.lastIndexOf(mark) + 1;
    if (at > limit / 2) return at;
  }
  // A grapheme may reach over the limit: look a little further and stop before it.
  const window = text.slice(0, limit + 64);
  let last = 0;
  for (const { index } of new Intl.Segmenter().segment(window)) {
    if (index > limit) break;
    last = index;
  }
  if (last > 0) return last;
  const isPair = /[\ud800-\udbff]/.test(text[limit - 1] ?? "");
  return isPair && limit > 1 ? limit - 1 : limit;
}
