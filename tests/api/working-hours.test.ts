import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { callRoute } from "./call-route";
import { answerChecker } from "./check-answer";
import { expectProblem } from "./expect-problem";

const database = await testDatabase({ API_RATE_LIMIT: "0" });
const make = teamMaker(database.db, database.sql);

let token: string;
let address: string;
let wrong: Awaited<ReturnType<typeof answerChecker>>;

beforeAll(async () => {
  wrong = await answerChecker();
  token = await make.token(await make.person("admin", null));
  address = `/api/departments/${await make.department("Ночной склад")}/`;
}, 60_000);
afterAll(() => database.close());

const patch = (days: unknown, time_zone = "Europe/Berlin", headers = {}) =>
  callRoute("PATCH", address, { token, headers, body: { working_hours: { time_zone, days } } });

describe("working hours of a department", () => {
  it.each([
    ["one span a day, as ever", { "1": ["09:00", "18:00"] }],
    ["a night", { "5": ["18:00", "02:00"] }],
    ["the whole day", { "6": ["00:00", "24:00"] }],
    [
      "two spans a day",
      {
        "1": [
          ["09:00", "13:00"],
          ["14:00", "18:00"],
        ],
      },
    ],
    ["no day", {}],
  ])("are answered as they were given: %s", async (_, days) => {
    const answer = await patch(days);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json.working_hours).toEqual({ time_zone: "Europe/Berlin", days });
    expect(wrong("PATCH", "/api/departments/{id}/", answer)).toBeNull();
    const read = await callRoute("GET", address, { token });
    expect(read.json.working_hours).toEqual({ time_zone: "Europe/Berlin", days });
    expect(wrong("GET", "/api/departments/{id}/", read)).toBeNull();
  });

  it("are refused where spans overlap, on one day, over midnight and from Sunday to Monday", async () => {
    const kept = (await callRoute("GET", address, { token })).json.working_hours;
    const overnight =
      "01:00–05:00 overlaps 18:00–02:00 of the day before, which lasts past midnight.";
    const cases: [days: object, field: string, message: string][] = [
      [{ "1": ["18:00", "02:00"], "2": ["01:00", "05:00"] }, "2", overnight],
      [{ "7": ["18:00", "02:00"], "1": ["01:00", "05:00"] }, "1", overnight],
      [
        {
          "3": [
            ["09:00", "14:00"],
            ["13:00", "18:00"],
          ],
        },
        "3.1",
        "13:00–18:00 overlaps 09:00–14:00 of the same day.",
      ],
    ];
    for (const [days, field, message] of cases) {
      const answer = await patch(days);
      expectProblem(answer, 422);
      expect(answer.json.errors).toEqual([{ field: `working_hours.days.${field}`, message }]);
    }
    expect((await callRoute("GET", address, { token })).json.working_hours).toEqual(kept);
  });

  it("are refused in the reader's language", async () => {
    const russian = { "accept-language": "ru" };
    const messages = async (days: object, zone?: string) =>
      (await patch(days, zone, russian)).json.errors.map(
        ({ message }: { message: string }) => message,
      );
    expect(await messages({ "1": ["9", "25:00"] })).toEqual([
      "Укажите время, например 09:00.",
      "Укажите время, например 18:00, не позже 24:00.",
    ]);
    expect(await messages({ "1": ["09:00"] })).toEqual([
      "Укажите промежуток, например 09:00–18:00, или список не длиннее 6.",
    ]);
    expect(await messages({ "1": ["09:00", "09:00"] })).toEqual([
      "09:00–09:00 ничего не охватывает: весь день — это 00:00–24:00.",
    ]);
    expect(await messages({ "1": ["20:00", "04:00"], "2": ["03:00", "05:00"] })).toEqual([
      "03:00–05:00 пересекается с 20:00–04:00 предыдущего дня: тот промежуток длится за полночь.",
    ]);
    expect(await messages({}, "Moscow")).toEqual(["Укажите часовой пояс, например Europe/Moscow."]);
    expect(await messages({}, "CET")).toEqual([
      "База данных не знает этого часового пояса: выберите ближайший город.",
    ]);
  });
});
