import fc from "fast-check";
import { expect, test } from "vitest";
import type { Message } from "@/lib/messages/schemas";
import { mergeMessages } from "./merge-messages";

const change = fc
  .record({ id: fc.integer({ min: 1, max: 8 }), seq: fc.integer({ min: 1, max: 40 }) })
  // A change's content follows from (id, seq), as it does in the database.
  .map(({ id, seq }) => ({ id, seq, position: (id * 7 + seq) % 5 }) as Message);

test("the same changes in any order, doubled or in pieces, end in the same thread", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), fc.array(fc.nat(29)), (changes, repeats) => {
      const shuffled = [...changes].reverse().concat(repeats.flatMap((at) => changes[at] ?? []));
      const atOnce = mergeMessages([], changes);
      const oneByOne = shuffled.reduce<Message[]>((known, one) => mergeMessages(known, [one]), []);
      expect(oneByOne).toEqual(atOnce);
    }),
  );
});

test("a message that became sent moves below what came meanwhile", () => {
  const queued = { id: 1, seq: 1, position: 10 } as Message;
  const incoming = { id: 2, seq: 2, position: 11 } as Message;
  const sent = { id: 1, seq: 3, position: 12 } as Message;
  expect(mergeMessages([queued, incoming], [sent]).map(({ id }) => id)).toEqual([2, 1]);
});
