import { expect, it } from "vitest";
import { places } from "./places";

it("runs no more acts at once than there are places, in the order in which they came", async () => {
  const take = places(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const all = [0, 1, 2, 3].map((id) =>
    take(() => {
      begun.push(id);
      return new Promise<void>((end) => {
        ends[id] = end;
      });
    }),
  );
  expect(begun).toEqual([0, 1]);
  ends[1]?.();
  await all[1];
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.();
  await all[0];
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 2, 3]);
  ends[2]?.();
  ends[3]?.();
  await Promise.all(all);
});

it("gives a place back when its act fails", async () => {
  const take = places(1);
  await expect(take(() => Promise.reject(new Error("broke")))).rejects.toThrow("broke");
  expect(await take(async () => "next")).toBe("next");
});
