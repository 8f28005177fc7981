import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { hour, minute } from "@/lib/core/time";
import { type Days, hoursFaults, type Span, weekdays } from "@/lib/departments/hours";
import { openState } from "@/lib/departments/open-times";
import { updateDepartment } from "@/lib/departments/update-department";
import { updateSettings } from "@/lib/settings/update-settings";
import { telegramDesk } from "../support/telegram-desk";

const { sql, admin, write, close } = await telegramDesk();
afterAll(close);

type Case = { time_zone: string; days: Days; at: Date };

/** What the database says of each case, in one query. */
async function isOpenAt(cases: Case[]): Promise<boolean[]> {
  const rows = await sql<{ is_open: boolean }[]>`
    select is_open_at(hours::jsonb, at::timestamptz) as is_open
    from unnest(${cases.map(({ time_zone, days }) => JSON.stringify({ timeZone: time_zone, days }))}::text[],
      ${cases.map(({ at }) => at.toISOString())}::text[]) with ordinality as one (hours, at, place) order by place`;
  return rows.map(({ is_open }) => is_open);
}

/** The changes of clocks in 2026 and 2027 of each zone, as moments; by an hour, half an hour or over midnight. */
const changes: Record<string, string[]> = {
  "Europe/Berlin": ["2026-03-29T01:00Z", "2026-10-25T01:00Z", "2027-03-28T01:00Z"],
  "America/New_York": ["2026-03-08T07:00Z", "2026-11-01T06:00Z", "2027-03-14T07:00Z"],
  "Australia/Lord_Howe": ["2026-04-04T15:00Z", "2026-10-03T15:30Z"],
  "Asia/Kathmandu": [],
  "Europe/Moscow": [],
  "Africa/Cairo": ["2026-04-23T22:00Z", "2026-10-29T21:00Z"],
  "Asia/Beirut": ["2026-03-28T22:00Z", "2026-10-24T21:00Z"],
  "America/Havana": ["2026-03-08T05:00Z", "2026-11-01T05:00Z"],
  "Atlantic/Azores": ["2026-03-29T01:00Z", "2026-10-25T01:00Z"],
  "America/Santiago": ["2026-04-05T03:00Z", "2026-09-06T04:00Z"],
  "America/Scoresbysund": ["2026-03-29T01:00Z", "2026-10-25T01:00Z"],
};

const time = (last: number) =>
  fc.oneof(
    fc.integer({ min: 0, max: 47 }).map((half) => Math.min(half * 30, last)),
    fc.integer({ min: 0, max: last }),
    // The hours in which clocks change.
    fc.integer({ min: 0, max: 240 }),
  );
const clock = (minutes: number) =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
const span = fc.tuple(time(1439).map(clock), time(1440).map(clock)) as fc.Arbitrary<Span>;
const days: fc.Arbitrary<Days> = fc
  .record(
    Object.fromEntries(
      weekdays.map((day) => [day, fc.oneof(span, fc.array(span, { minLength: 1, maxLength: 3 }))]),
    ),
    { requiredKeys: [] },
  )
  .map(withoutFaults);

/** A week that can be saved: without the spans that are refused. */
function withoutFaults(week: Days): Days {
  const [fault] = hoursFaults(week);
  if (!fault) return week;
  const { [fault.day]: _dropped, ...others } = week;
  return withoutFaults(others);
}

const cases = fc.record({ days, zone: fc.constantFrom(...Object.keys(changes)) }).chain((one) => {
  const near = (changes[one.zone] ?? []).map((change) =>
    fc
      .integer({ min: -1800, max: 1800 })
      .map((minutes) => new Date(Date.parse(change) + minutes * minute)),
  );
  const any = fc.date({
    min: new Date("2026-01-01"),
    max: new Date("2027-06-01"),
    noInvalidDate: true,
  });
  return fc.record({
    time_zone: fc.constant(one.zone),
    days: fc.constant(one.days),
    at: fc.oneof(any, ...near),
  });
});

const runs = process.env.TEST_FULL === "1" ? 200 : 10;
// The cases that differ are shown as they are: smaller ones would take long to find.
const length = { numRuns: runs, endOnFailure: true };
const longest = process.env.TEST_FULL === "1" ? 300_000 : 60_000;

describe("working hours", () => {
  it(
    "are open by the database exactly when the rule that people are told says so",
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(cases, { minLength: 100, maxLength: 100 }), async (many) => {
          const isOpen = await isOpenAt(many);
          const told = many.map((one) => openState(one, one.at).isOpen);
          expect(many.filter((_, at) => isOpen[at] !== told[at])).toEqual([]);
        }),
        length,
      );
    },
    longest,
  );

  it(
    "change in the database at the very moment that people are told",
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(cases, { minLength: 50, maxLength: 50 }), async (many) => {
          const changing = many.flatMap((one) => {
            const { isOpen, changesAt } = openState(one, one.at);
            return changesAt ? [{ ...one, isOpen, changesAt }] : [];
          });
          const justBefore = ({ at, changesAt }: (typeof changing)[number]) =>
            new Date(Math.max(changesAt.getTime() - 1, at.getTime()));
          const before = await isOpenAt(changing.map((one) => ({ ...one, at: justBefore(one) })));
          const after = await isOpenAt(changing.map((one) => ({ ...one, at: one.changesAt })));
          const isRight = (isOpen: boolean, at: number) =>
            before[at] === isOpen && after[at] === !isOpen;
          expect(changing.filter(({ isOpen }, at) => !isRight(isOpen, at))).toEqual([]);
        }),
        length,
      );
    },
    longest,
  );

  it("of a stored row are read in every shape that was ever written", async () => {
    const at = new Date("2026-11-27T22:30:00Z");
    const open = async (hours: object) => {
      const [row] =
        await sql`select is_open_at(${JSON.stringify(hours)}::text::jsonb, ${at.toISOString()}::timestamptz)
        as is_open`;
      return row?.is_open;
    };
    const days = { "5": ["22:00", "23:00"] };
    expect(await open({ timeZone: "UTC", days })).toBe(true);
    expect(await open({ timeZone: "UTC", days: { "5": [["22:00", "23:00"]] } })).toBe(true);
    expect(await open({ timeZone: "UTC", days: { "5": [] } })).toBe(false);
    expect(await open({ timeZone: "UTC", days: {} })).toBe(false);
    // Saved before offsets were refused; east of Greenwich, as ISO 8601 writes it.
    expect(await open({ timeZone: "+05:30", days: { "6": ["04:00", "04:01"] } })).toBe(true);
    expect(await open({ timeZone: "-03:00", days: { "5": ["19:30", "19:31"] } })).toBe(true);
  });

  it("decide over the away reply, at night, between two spans and all day", async () => {
    await updateSettings(admin, { away_is_enabled: true });
    const [department] = await sql`select id from departments where is_default`;
    // A zone in which it is between one and two at night, whenever this runs. (Etc/GMT-5 is five east.)
    const utc = new Date();
    const east = ((12 - utc.getUTCHours() + 24) % 24) - 11;
    const time_zone = `Etc/GMT${east > 0 ? `-${east}` : `+${-east}`}`;
    const weekday = new Date(utc.getTime() + east * hour).getUTCDay();
    const today = weekdays[(weekday + 6) % 7] ?? "1";
    const dayBefore = weekdays[(weekday + 5) % 7] ?? "1";
    let chat = 81_000;
    const isAway = async (days: Days) => {
      const working_hours = { time_zone, days };
      await updateDepartment(admin, Number(department?.id), { working_hours });
      await write(++chat, "Вы работаете?");
      const replies = await sql`select from messages
        where chat_id = ${chat} and payload ->> 'automatic' = 'away'`;
      return replies.length === 1;
    };
    const day = (...spans: Span[]): Days => ({ [today]: spans });
    expect(await isAway({ [dayBefore]: ["18:00", "03:00"] })).toBe(false);
    expect(await isAway({ [dayBefore]: ["18:00", "00:30"] })).toBe(true);
    expect(await isAway({ [today]: ["18:00", "03:00"] })).toBe(true);
    expect(await isAway(day(["00:00", "00:30"], ["04:00", "24:00"]))).toBe(true);
    expect(await isAway(day(["00:00", "00:30"], ["00:30", "04:00"]))).toBe(false);
    expect(await isAway(day(["00:00", "24:00"]))).toBe(false);
    expect(await isAway({})).toBe(true);
  });
});
