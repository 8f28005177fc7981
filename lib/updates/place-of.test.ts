import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Moment } from "@/db/schema";
import { placeOf } from "./place-of";

type Known = { text: string; moments: Moment[] };

/** Applies a delivery as the database does; the last of the list is what is shown. */
function take(known: Known[], text: string, moment: Moment): void {
  const place = placeOf(known, moment, (at) => known[at]?.text === text);
  if (place.act === "nothing") return;
  if (place.act === "repeats") {
    known[place.at] = { text, moments: place.moments };
    return;
  }
  const split = place.split
    ? [{ text: known[place.at]?.text ?? "", moments: place.split.after }]
    : [];
  if (place.split) known[place.at] = { text: split[0]?.text ?? "", moments: place.split.before };
  known.splice(place.at + 1, 0, { text, moments: [moment] }, ...split);
}

describe("placeOf", () => {
  it("orders versions as they were written, whatever the order of their updates", () => {
    const texts = fc.array(fc.constantFrom("а", "б", "в"), { minLength: 1, maxLength: 7 });
    const order = fc.tuple(texts, fc.infiniteStream(fc.nat(1000)));
    fc.assert(
      fc.property(order, ([written, keys]) => {
        const updates = written.map((text, at): [string, Moment] => [text, [100 + at, at]]);
        const shuffled = updates
          .map((one) => ({ one, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key);
        const known: Known[] = [];
        for (const { one } of [...shuffled, ...shuffled]) take(known, ...one);
        const kept = written.filter((text, at) => text !== written[at - 1]);
        expect(known.map(({ text }) => text)).toEqual(kept);
      }),
    );
  });
});
