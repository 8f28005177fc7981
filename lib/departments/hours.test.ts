import { describe, expect, it } from "vitest";
import { issueNotice } from "@/lib/core/refusals/issue-notice";
import { refusalText } from "@/lib/core/refusals/refusal-text";
import { openDays } from "./hours";
import { workingHoursSchema } from "./schemas";

const parse = (days: unknown, time_zone = "Europe/Moscow") =>
  workingHoursSchema.safeParse({ time_zone, days });
const refusals = (days: unknown, zone?: string) =>
  parse(days, zone).error?.issues.map((issue) => [
    issue.path.join("."),
    refusalText(issueNotice(issue)),
  ]);

describe("working hours", () => {
  it.each([
    ["a day", { "1": ["09:00", "18:00"] }],
    ["a night", { "5": ["18:00", "02:00"] }],
    ["a whole day", { "1": ["00:00", "24:00"], "2": ["00:00", "24:00"] }],
    ["until midnight, in both writings", { "1": ["18:00", "24:00"], "2": ["18:00", "00:00"] }],
    ["almost a whole day over midnight", { "1": ["10:00", "09:59"] }],
    [
      "two spans",
      {
        "1": [
          ["09:00", "13:00"],
          ["14:00", "18:00"],
        ],
      },
    ],
    [
      "a day and a night",
      {
        "1": [
          ["09:00", "13:00"],
          ["22:00", "06:00"],
        ],
      },
    ],
    [
      "spans that touch, over midnight too",
      {
        "1": ["18:00", "02:00"],
        "2": [
          ["02:00", "05:00"],
          ["05:00", "06:00"],
        ],
      },
    ],
    [
      "Sunday's that ends where Monday's begins",
      { "7": ["18:00", "02:00"], "1": ["02:00", "08:00"] },
    ],
    ["no day at all", {}],
  ])("may be %s", (_, days) => {
    expect(parse(days).error).toBeUndefined();
  });

  it("name the span that begins within another one, and that one", () => {
    const day = {
      "1": [
        ["09:00", "14:00"],
        ["13:00", "18:00"],
      ],
    };
    expect(refusals(day)).toEqual([
      ["days.1.1", "13:00–18:00 overlaps 09:00–14:00 of the same day."],
    ]);
    expect(refusals({ "1": ["18:00", "02:00"], "2": ["01:00", "05:00"] })).toEqual([
      ["days.2", "01:00–05:00 overlaps 18:00–02:00 of the day before, which lasts past midnight."],
    ]);
    expect(
      refusals({
        "7": ["18:00", "02:00"],
        "1": [
          ["10:00", "12:00"],
          ["00:30", "05:00"],
        ],
      }),
    ).toEqual([
      [
        "days.1.1",
        "00:30–05:00 overlaps 18:00–02:00 of the day before, which lasts past midnight.",
      ],
    ]);
    const within = {
      "1": [
        ["00:00", "24:00"],
        ["09:00", "10:00"],
        ["12:00", "13:00"],
      ],
    };
    expect(refusals(within)?.map(([field]) => field)).toEqual(["days.1.1", "days.1.2"]);
    const twice = {
      "1": [
        ["09:00", "10:00"],
        ["09:00", "10:00"],
      ],
    };
    expect(refusals(twice)?.map(([field]) => field)).toEqual(["days.1.1"]);
    const nights = {
      "1": [
        ["18:00", "02:00"],
        ["20:00", "01:00"],
      ],
    };
    expect(refusals(nights)?.map(([field]) => field)).toEqual(["days.1.1"]);
  });

  it("have a length", () => {
    expect(refusals({ "3": ["09:00", "09:00"] })).toEqual([
      ["days.3", "09:00–09:00 has no length: the whole day is 00:00–24:00."],
    ]);
  });

  it("refuse what is no time, no span and no weekday, each by its field", () => {
    expect(refusals({ "1": ["9:00", "18:00"] })).toEqual([
      ["days.1.0", "Enter a time such as 09:00."],
    ]);
    expect(refusals({ "1": [["24:00", "02:00"]] })).toEqual([
      ["days.1.0.0", "Enter a time such as 09:00."],
    ]);
    expect(refusals({ "1": ["18:00", "24:01"] })).toEqual([
      ["days.1.1", "Enter a time such as 18:00, at most 24:00."],
    ]);
    const span = "Enter a span such as 09:00–18:00, or a list of at most 6.";
    for (const day of [
      ["09:00"],
      "09:00",
      ["09:00", "13:00", "14:00", "18:00"],
      null,
      [["09:00"]],
    ]) {
      expect(refusals({ "1": day })?.[0], JSON.stringify(day)).toEqual(["days.1", span]);
    }
    expect(refusals({ "8": ["09:00", "18:00"] })).toHaveLength(1);
    const seven = Array.from({ length: 7 }, (_, at) => [`0${at}:00`, `0${at}:30`]);
    expect(refusals({ "1": seven })).toEqual([["days.1", span]]);
  });

  it("refuse a time zone that is none, and an offset, which has no summer time", () => {
    for (const zone of ["Mars/Base", "+03:00", "", "Москва"]) {
      expect(refusals({}, zone)?.[0], zone).toEqual([
        "time_zone",
        "Enter a time zone such as Europe/Moscow.",
      ]);
    }
  });

  it("keep a day's only span as itself, several by their beginning, and no empty day", () => {
    const days = openDays({
      "1": [["09:00", "18:00"]],
      "2": [
        ["14:00", "18:00"],
        ["09:00", "13:00"],
      ],
      "3": ["18:00", "02:00"],
      "4": [],
    });
    expect(days).toEqual({
      "1": ["09:00", "18:00"],
      "2": [
        ["09:00", "13:00"],
        ["14:00", "18:00"],
      ],
      "3": ["18:00", "02:00"],
    });
  });
});
