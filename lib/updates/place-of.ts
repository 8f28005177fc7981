import type { Moment } from "@/db/schema";

/** What is known of one version: when it was written, and by which edits it was repeated. */
export type Known = { moments: Moment[] };

/**
 * Where a version belongs among those that are known, oldest first, whatever the order in which Telegram
 * delivered them. `repeats`: it is the text of a neighbour. `follows`: it comes after version `at` (-1:
 * before all), which is `split` when it was written both before and after it.
 */
export type Place =
  | { act: "nothing" }
  | { act: "repeats"; at: number; moments: Moment[] }
  | { act: "follows"; at: number; split: null | { before: Moment[]; after: Moment[] } };

/** Versions are ordered by Telegram's clock and, within its second, by the number of the update. */
export function placeOf(
  known: Known[],
  moment: Moment,
  isSame: (version: number) => boolean,
): Place {
  if (known.some(({ moments }) => moments.some((one) => compare(one, moment) === 0)))
    return { act: "nothing" };
  const at = known.findLastIndex(({ moments }) => isBefore(moments[0], moment));
  const own = known[at]?.moments ?? [];
  if (at >= 0 && isSame(at)) return { act: "repeats", at, moments: withMoment(own, moment) };
  const before = own.filter((one) => isBefore(one, moment));
  const after = own.filter((one) => !isBefore(one, moment));
  if (after.length > 0) return { act: "follows", at, split: { before, after } };
  const next = known[at + 1];
  if (next && isSame(at + 1))
    return { act: "repeats", at: at + 1, moments: withMoment(next.moments, moment) };
  return { act: "follows", at, split: null };
}

/** A place that moves for hours repeats itself often: the first moments and the last ones are enough. */
const mostMoments = 50;

function withMoment(moments: Moment[], moment: Moment): Moment[] {
  const all = [...moments, moment].sort(compare);
  return all.length > mostMoments ? [...all.slice(0, 1), ...all.slice(2)] : all;
}

function compare(a: Moment, b: Moment): number {
  return a[0] - b[0] || a[1] - b[1];
}

const isBefore = (a: Moment | undefined, b: Moment) => a !== undefined && compare(a, b) < 0;
