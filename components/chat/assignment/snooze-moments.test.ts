import { expect, it } from "vitest";
import { snoozeMoments } from "./snooze-moments";

const monday = (now: Date) => snoozeMoments(now).find(({ name }) => name === "monday")?.at;

it("rests an hour, until tomorrow's morning, until next Monday's morning", () => {
  const now = new Date(2026, 10, 25, 15, 30);
  expect(snoozeMoments(now).map(({ at }) => at)).toEqual([
    new Date(2026, 10, 25, 16, 30),
    new Date(2026, 10, 26, 9),
    new Date(2026, 10, 30, 9),
  ]);
});

it("on a Sunday Monday is tomorrow, on a Monday it is in a week", () => {
  expect(monday(new Date(2026, 10, 29, 23, 59))).toEqual(new Date(2026, 10, 30, 9));
  expect(monday(new Date(2026, 10, 30, 8))).toEqual(new Date(2026, 11, 7, 9));
});
