import { expect, it } from "vitest";
import { changeInBatches } from "./change-in-batches";

const ids = Array.from({ length: 2500 }, (_, index) => index + 1);

it("sends every id once, a thousand at a time", async () => {
  const sizes: number[] = [];
  const { undo, failure } = await changeInBatches(ids, async (batch) => {
    sizes.push(batch.length);
    return { undo: batch };
  });
  expect(sizes).toEqual([1000, 1000, 500]);
  expect(undo).toEqual(ids);
  expect(failure).toBeNull();
});

it("keeps the undo of what was done when a later batch is refused, and goes no further", async () => {
  const refusal = new Error("no");
  const sent: number[] = [];
  const { undo, failure } = await changeInBatches(ids, async (batch) => {
    sent.push(batch[0] ?? 0);
    if (batch[0] === 1001) throw refusal;
    return { undo: batch };
  });
  expect(sent).toEqual([1, 1001]);
  expect(undo).toHaveLength(1000);
  expect(failure).toBe(refusal);
});
