import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, dayOf, daysBetween, momentsOf, startOfDay } from "./days";
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

test("a day that begins twice begins the first time", () => {
  const at = (day: string, zone: string) => startOfDay(day, zone).toISOString();
  expect(at("2026-11-01", "America/Havana")).toBe("2026-11-01T04:00:00.000Z");
  expect(at("2026-10-25", "Atlantic/Azores")).toBe("2026-10-25T00:00:00.000Z");
  expect(at("2021-10-29", "Asia/Amman")).toBe("2021-10-28T21:00:00.000Z");
  expect(at("2026-10-30", "Africa/Cairo")).toBe("2026-10-29T22:00:00.000Z");
});

test("clocks show a time, or where they skip it a later one, first at its moment", () => {
  const zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"];
  const changing = ["Africa/Cairo", "America/Havana", "America/Santiago", "Asia/Beirut"];
  const inZone = (zone: string, moment: number) =>
    new Intl.DateTimeFormat("sv-SE", {
      timeZone: zone,
      dateStyle: "short",
      timeStyle: "medium",
    }).format(moment);
  fc.assert(
    fc.property(
      fc.constantFrom(...zones, ...changing),
      fc.integer({ min: 0, max: 730 }).map((ahead) => addDays("2026-01-01", ahead)),
      fc.integer({ min: 0, max: 2879 }),
      (zone, day, minutes) => {
        const moment = momentsOf(zone)(day, minutes).getTime();
        const wanted = new Date(Date.parse(`${day}T00:00Z`) + minutes * 60_000);
        const text = wanted.toISOString().slice(0, 19).replace("T", " ");
        expect(inZone(zone, moment) >= text).toBe(true);
        // Nothing of the hours before shows it: clocks never turn by more than two here.
        for (const before of [1, 1800, 3600, 5400, 7200]) {
          expect(inZone(zone, moment - before * 1000) < text, `${zone} ${text} ${before}`).toBe(
            true,
          );
        }
      },
    ),
  );
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
