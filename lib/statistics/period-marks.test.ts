import { expect, test } from "vitest";
import { periodMarks } from "./period-marks";

test("today has an hour for each bar and ends at the next midnight", () => {
  const marks = periodMarks("today", "Europe/Moscow", new Date("2026-11-23T10:00:00Z"));
  expect(marks).toHaveLength(25);
  expect(marks[0]?.toISOString()).toBe("2026-11-22T21:00:00.000Z");
  expect(marks.at(-1)?.toISOString()).toBe("2026-11-23T21:00:00.000Z");
});

test("a day in which clocks go back has 25 hours", () => {
  expect(periodMarks("today", "Europe/Berlin", new Date("2026-10-25T10:00:00Z"))).toHaveLength(26);
});

test("seven and thirty days include today", () => {
  const now = new Date("2026-11-23T10:00:00Z");
  expect(periodMarks("7d", "UTC", now)[0]?.toISOString()).toBe("2026-11-17T00:00:00.000Z");
  expect(periodMarks("30d", "UTC", now)).toHaveLength(31);
});
