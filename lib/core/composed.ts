const isPiled = /\p{M}{31}/u;
const pieces = /\P{M}*\p{M}{0,30}/gu;

/**
 * The text in Unicode's composed form (NFC): a Mac writes й as two characters, everybody else as one.
 * Where more than thirty marks stand on one letter, as in no language (UAX #15, "Stream-Safe Text
 * Format"), they are put in order thirty at a time: the time grows with the square of their number.
 */
export function composed(text: string): string {
  if (!isPiled.test(text)) return text.normalize("NFC");
  return text.replace(pieces, (piece) => piece.normalize("NFC"));
}
