import { describe, expect, it } from "vitest";
import { type Days, weekdays } from "./hours";
import { openState } from "./open-times";

const night = { "6": ["18:00", "02:30"] } as Days;
const everyDay = (day: Days["1"]) => Object.fromEntries(weekdays.map((one) => [one, day])) as Days;

/** Whether it is open at each moment. */
function isOpen(time_zone: string, days: Days, ...moments: string[]): boolean[] {
  return moments.map((at) => openState({ time_zone, days }, new Date(at)).isOpen);
}

function changesAt(time_zone: string, days: Days, at: string): string | undefined {
  return openState({ time_zone, days }, new Date(at)).changesAt?.toISOString();
}

describe("openState", () => {
  it("lasts over midnight and ends on the next day", () => {
    const moments = ["14:59:59Z", "15:00:00Z", "22:59:59Z", "23:00:00Z"];
    const at = moments.map((time) => `2026-11-27T${time}`);
    const days = { "5": ["18:00", "02:00"] } as Days;
    expect(isOpen("Europe/Moscow", days, ...at)).toEqual([false, true, true, false]);
    expect(changesAt("Europe/Moscow", days, "2026-11-27T12:00Z")).toBe("2026-11-27T15:00:00.000Z");
    expect(changesAt("Europe/Moscow", days, "2026-11-27T21:30Z")).toBe("2026-11-27T23:00:00.000Z");
  });

  it("lasts from Sunday into Monday", () => {
    const days = { "7": ["20:00", "04:00"] } as Days;
    expect(isOpen("UTC", days, "2026-11-30T03:59Z", "2026-11-30T04:00Z")).toEqual([true, false]);
  });

  it("is closed between two spans of a day", () => {
    const days: Days = {
      "5": [
        ["09:00", "13:00"],
        ["14:00", "18:00"],
      ],
    };
    const at = ["12:59Z", "13:00Z", "13:59Z", "14:00Z"].map((time) => `2026-11-27T${time}`);
    expect(isOpen("UTC", days, ...at)).toEqual([true, false, false, true]);
    expect(changesAt("UTC", days, "2026-11-27T13:30Z")).toBe("2026-11-27T14:00:00.000Z");
  });

  it("is open to the day's last moment when it ends at 24:00 or 00:00", () => {
    for (const end of ["24:00", "00:00"]) {
      const days = { "5": ["18:00", end] } as Days;
      const moments = ["2026-11-27T23:59:59.999Z", "2026-11-28T00:00Z"];
      expect(isOpen("UTC", days, ...moments)).toEqual([true, false]);
    }
  });

  it("returns the end of spans that touch, and none of a week that is open throughout", () => {
    const days = { "5": ["18:00", "24:00"], "6": ["00:00", "06:00"] } as Days;
    expect(changesAt("UTC", days, "2026-11-27T20:00Z")).toBe("2026-11-28T06:00:00.000Z");
    const whole = { time_zone: "Europe/Berlin", days: everyDay(["00:00", "24:00"]) };
    const open = { isOpen: true, changesAt: null };
    for (const at of ["2026-10-25T01:30Z", "2026-03-29T01:00Z", "2026-07-01T22:00Z"]) {
      expect(openState(whole, new Date(at))).toEqual(open);
    }
    const none = openState({ time_zone: "Europe/Berlin", days: {} }, new Date());
    expect(none).toEqual({ isOpen: false, changesAt: null });
  });

  it("closes once when the clocks show its end twice", () => {
    // Berlin shows 02:30 at 00:30 and at 01:30 UTC of 25 October 2026.
    const at = ["00:29Z", "00:30Z", "01:15Z", "01:30Z"].map((time) => `2026-10-25T${time}`);
    expect(isOpen("Europe/Berlin", night, ...at)).toEqual([true, false, false, false]);
    const later = { "7": ["02:30", "04:00"] } as Days;
    expect(isOpen("Europe/Berlin", later, ...at)).toEqual([false, true, true, true]);
  });

  it("closes and opens at the change when the clocks skip its time", () => {
    // Berlin goes from 02:00 to 03:00 at 01:00 UTC of 29 March 2026.
    const at = ["00:59Z", "01:00Z", "01:59Z", "02:00Z"].map((time) => `2026-03-29T${time}`);
    expect(isOpen("Europe/Berlin", night, ...at)).toEqual([true, false, false, false]);
    const later = { "7": ["02:30", "04:00"] } as Days;
    expect(isOpen("Europe/Berlin", later, ...at)).toEqual([false, true, true, false]);
    const skipped = { "7": ["02:10", "02:50"] } as Days;
    expect(isOpen("Europe/Berlin", skipped, ...at)).toEqual([false, false, false, false]);
    const next = changesAt("Europe/Berlin", skipped, "2026-03-28T12:00Z");
    expect(next).toBe("2026-04-05T00:10:00.000Z");
  });

  it("is open for 23, 25 and 24½ hours of an all-day day", () => {
    const length = (zone: string, day: string, weekday: string) => {
      const days = { [weekday]: ["00:00", "24:00"] } as Days;
      const opens = changesAt(zone, days, `${day}T00:00Z`) ?? "";
      return (Date.parse(changesAt(zone, days, opens) ?? "") - Date.parse(opens)) / 3_600_000;
    };
    expect(length("Europe/Berlin", "2026-03-28", "7")).toBe(23);
    expect(length("America/New_York", "2026-10-31", "7")).toBe(25);
    expect(length("Australia/Lord_Howe", "2026-04-03", "7")).toBe(24.5);
    // Cairo's clocks go back from midnight to 23:00.
    expect(length("Africa/Cairo", "2026-10-28", "4")).toBe(25);
  });
});
