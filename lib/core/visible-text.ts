/** Marks that turn the direction of the text after them (Unicode UAX #9): they can hide a name's true end. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * What shows nothing on a screen: blanks of every width, control characters, characters that are ignored
 * by default (Hangul fillers, zero-width ones, tags) and the few that are drawn empty.
 */
const unseen =
  "\\s\\p{Default_Ignorable_Code_Point}\\p{Z}\\p{Cc}\\p{Cf}\\u2800\\u{1D159}\\u{16FE4}\\u{13441}\\u{13442}";
/** Marks that are drawn on the letter before them, and so show nothing by themselves. */
const onlyUnseen = new RegExp(`^[${unseen}\\p{M}]*$`, "u");
const unseenStart = new RegExp(`^[${unseen}]+`, "u");
/** Not the selectors and tags of an emoji at the end. */
const unseenEnd =
  /[\s\p{Z}\p{Cc}\u00ad\u115f\u1160\u180e\u200b-\u200d\u2060-\u206f\u2800\u3164\ufeff\uffa0]+$/u;

/** Whether nothing of a text can be seen. */
export function isUnseen(text: string): boolean {
  return onlyUnseen.test(text);
}

/** A text without the marks that turn its direction; letters of every script keep their own. */
export function withoutDirectionMarks(text: string): string {
  return text.replace(directionMarks, "");
}

/**
 * A name as it is shown and kept: on one line, without direction marks and without what cannot be seen
 * around it; empty when nothing of it can be seen.
 */
export function visibleName(name: string): string {
  if (isUnseen(name)) return "";
  return withoutDirectionMarks(name)
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, " ")
    .replace(unseenStart, "")
    .replace(unseenEnd, "");
}
