import { expect, it } from "vitest";
import { axisTicks, labelStep } from "./plot-scale";

it("gives whole round steps that reach the highest count", () => {
  expect(axisTicks(0)).toEqual([0, 1]);
  expect(axisTicks(3)).toEqual([0, 1, 2, 3]);
  expect(axisTicks(16)).toEqual([0, 5, 10, 15, 20]);
  expect(axisTicks(1000).at(-1)).toBe(1000);
  for (let highest = 1; highest < 5000; highest += 7) {
    const ticks = axisTicks(highest);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(highest);
    expect(ticks.length).toBeLessThanOrEqual(6);
    expect(ticks.every(Number.isInteger)).toBe(true);
  }
});

it("leaves out labels that would run into one another", () => {
  expect(labelStep(24, 1200, 48)).toBe(1);
  expect(labelStep(24, 300, 48)).toBe(4);
  expect(labelStep(0, 0, 48)).toBe(1);
});
