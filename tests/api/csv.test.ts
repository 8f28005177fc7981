import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startS3Server } from "@/dev/s3/server";
import { storeReport } from "@/lib/reports/store-report";
import { testDatabase } from "../support/database";
import { testEnvironment } from "../support/environment";
import { teamMaker } from "../support/team";
import { callRoute } from "./call-route";

// What a spreadsheet reads and writes, in the reader's language.
const folder = mkdtempSync(join(tmpdir(), "crm-csv-"));
const keys = testEnvironment();
const storage = await startS3Server({
  port: 0,
  dir: folder,
  accessKeyId: keys.AWS_ACCESS_KEY_ID ?? "",
  secretAccessKey: keys.AWS_SECRET_ACCESS_KEY ?? "",
  bucket: keys.AWS_STORAGE_BUCKET_NAME,
});
const database = await testDatabase({ AWS_S3_ENDPOINT_URL: `http://127.0.0.1:${storage.port}` });
const { db, sql } = database;
const make = teamMaker(db, sql);

let token: string;
let cookie: string;
let report: number;

beforeAll(async () => {
  const department = await make.department("Продажи");
  await make.client(department);
  const admin = await make.person("admin", null);
  token = await make.token(admin);
  ({ cookie } = await make.session(admin));
  const row = {
    id: 1,
    name: "Анна",
    messages_in: 1,
    messages_out: 2,
    cases_opened: 3,
    cases_closed: 4,
    first_response_median_seconds: 12.5,
    first_response_p90_seconds: 20,
    resolution_median_seconds: null,
    statuses: { lead: 0, active: 1, inactive: 0, closed: 0 },
  };
  const result = { rows: [row], days: [] };
  const [made] = await sql`insert into reports
    (group_by, from_day, to_day, time_zone, requested_by_operator_id, status, progress, result)
    values ('operator', '2026-01-01', '2026-01-02', 'UTC', ${admin}, 'done', 100, ${sql.json(result)})
    returning id`;
  report = Number(made?.id);
  const key = await storeReport({ id: report }, result);
  await sql`update reports set storage_key = ${key} where id = ${report}`;
});

afterAll(async () => {
  await database.close();
  await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

const russian = { "accept-language": "ru-RU,ru;q=0.9" };
const english = { "accept-language": "en-US" };
const browser = (language: Record<string, string>) => ({ headers: { cookie, ...language } });

async function fileAt(address: string, call: Parameters<typeof callRoute>[2]) {
  const answer = await callRoute("GET", address, call);
  const location = answer.headers.get("location");
  return location ? (await fetch(location)).text() : answer.text;
}

describe.each([
  ["clients", () => "/api/clients/export/", /^\uFEFF?id(.)telegram_id\1/],
  ["the operator log", () => "/api/logs/export/", /^\uFEFF?id(.)timestamp\1/],
  ["a report", () => `/api/reports/${report}/csv/`, /^\uFEFF?id(.)name\1/],
])("%s as CSV", (_, address, heading) => {
  const delimiterOf = async (call: Parameters<typeof callRoute>[2], query = "") =>
    heading.exec(await fileAt(`${address()}${query}`, call))?.[1];

  it("opens in columns in the reader's Excel", async () => {
    expect(await delimiterOf(browser(russian))).toBe(";");
    expect(await delimiterOf(browser(english))).toBe(",");
  });

  it("stays as it was for programs, and is what anybody asks for", async () => {
    expect(await delimiterOf({ token, headers: russian })).toBe(",");
    expect(await delimiterOf({ token }, "?delimiter=semicolon")).toBe(";");
    expect(await delimiterOf({ token }, "?delimiter=;")).toBe(";");
    expect(await delimiterOf({ token }, "?delimiter=tab")).toBe("\t");
    expect(await delimiterOf(browser(russian), "?delimiter=comma")).toBe(",");
    const odd = await callRoute("GET", `${address()}?delimiter=x`, { token });
    expect(odd.status).toBe(422);
  });
});

it("writes a report's figures with a decimal comma between semicolons", async () => {
  const text = await fileAt(`/api/reports/${report}/csv/`, browser(russian));
  expect(text).toContain("1;Анна;1;2;3;4;12,5;20;;0;1;0;0");
  const plain = await fileAt(`/api/reports/${report}/csv/`, { token });
  expect(plain).toContain("1,Анна,1,2,3,4,12.5,20,,0,1,0,0");
});

it("names the errors of an import in the reader's language, at Excel's rows", async () => {
  const body = { csv: `sep=;\nИмя;Телефон;Почта\n\nАнна;тел;x\n${"я".repeat(300)};;\n` };
  const ask = async (headers: Record<string, string>) =>
    (await callRoute("POST", "/api/clients/import/?preview=1", { token, headers, body })).json;
  expect((await ask(russian)).errors).toEqual([
    { row: 3, field: "phone", message: "это не номер телефона" },
    { row: 3, field: "email", message: expect.stringMatching(/^Введите/) },
    { row: 4, field: "first_name", message: "Не больше 200 знаков." },
  ]);
  expect((await ask(english)).errors[0]).toMatchObject({ message: "is not a phone number" });
  const torn = await callRoute("POST", "/api/clients/import/", {
    token,
    headers: russian,
    body: { csv: 'Имя;Телефон\n"Анна;1' },
  });
  expect(torn.status).toBe(422);
  expect(JSON.stringify(torn.json.errors)).toMatch(/Кавычка, открывающая ячейку в строке 2/);
});
