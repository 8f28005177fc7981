import { hour, minute, second } from "@/lib/core/time";

/** Milliseconds before the second try, the third…; together about a day. */
const waits = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  2 * hour,
  6 * hour,
  14 * hour,
];

/**
 * Milliseconds to wait after so many tries, or null when enough was tried. `random` (0–1) spreads the
 * moment by a tenth either way, so that a receiver that comes back is not met by everybody at once.
 */
export function nextTry(attempts: number, random: number): number | null {
  const wait = waits[attempts - 1];
  return wait === undefined ? null : wait * (0.9 + random * 0.2);
}
