import { randomInt } from "node:crypto";

/** Twenty letters and digits that nobody mixes up, by eye or by ear. */
const alphabet = "ACDEFHJKMNPRTWXY3479";
const length = 8;

/** A fresh sign-in code: 20^8 possibilities, five minutes, one use (promise 18). */
export function newCode(): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
}

/** What a person typed, in capitals without spaces and dashes; null when it cannot be a code. */
export function normalizeCode(text: string): string | null {
  const code = text.toUpperCase().replace(/[\s-]/g, "");
  return code.length === length && [...code].every((char) => alphabet.includes(char)) ? code : null;
}

/** Two digits to compare between page and bot. */
export function newMatchNumber(): number {
  return randomInt(10, 100);
}
