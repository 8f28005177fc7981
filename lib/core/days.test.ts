import { expect, test } from "vitest";
import { addDays, dayOf, daysBetween, startOfDay } from "./days";
import { dayText, timeZoneText } from "./schemas";

test("a day begins at midnight of its zone, on both sides of a clock change", () => {
  const at = (day: string, zone: string) => startOfDay(day, zone).toISOString();
  expect(at("2026-11-23", "UTC")).toBe("2026-11-23T00:00:00.000Z");
  expect(at("2026-11-23", "Europe/Moscow")).toBe("2026-11-22T21:00:00.000Z");
  expect(at("2026-03-29", "Europe/Berlin")).toBe("2026-03-28T23:00:00.000Z");
  expect(at("2026-03-30", "Europe/Berlin")).toBe("2026-03-29T22:00:00.000Z");
  expect(at("2026-07-01", "America/Los_Angeles")).toBe("2026-07-01T07:00:00.000Z");
  expect(at("2026-07-01", "Asia/Kathmandu")).toBe("2026-06-30T18:15:00.000Z");
});

test("where clocks skip midnight the day begins after the gap", () => {
  const start = startOfDay("2026-09-06", "America/Santiago");
  expect(dayOf(start, "America/Santiago")).toBe("2026-09-06");
  expect(dayOf(new Date(start.getTime() - 1), "America/Santiago")).toBe("2026-09-05");
});

test("days are counted over the ends of months", () => {
  expect(addDays("2026-02-28", 1)).toBe("2026-03-01");
  expect(addDays("2026-01-01", -1)).toBe("2025-12-31");
  expect(daysBetween("2026-02-27", "2026-03-02")).toBe(4);
});

test("only real days and known zones pass", () => {
  expect(dayText.safeParse("2026-02-30").success).toBe(false);
  expect(dayText.safeParse("1999-12-31").success).toBe(false);
  expect(timeZoneText.safeParse("Europe/Moscow").success).toBe(true);
  expect(timeZoneText.safeParse("Mars/Olympus").success).toBe(false);
  expect(timeZoneText.safeParse("+03:00").success).toBe(false);
});
