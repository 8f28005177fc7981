import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startS3Server } from "@/dev/s3/server";
import { exportClients } from "@/lib/clients/import-export/export-clients";
import type { OperatorContext } from "@/lib/context";
import { exportLogs } from "@/lib/logs/export-logs";
import type { UpdateOperator } from "@/lib/operators/schemas";
import { updateOperator } from "@/lib/operators/update-operator";
import { deleteReport } from "@/lib/reports/delete-report";
import { failReport } from "@/lib/reports/fail-report";
import { findReportFile } from "@/lib/reports/find-report-file";
import { generateReport } from "@/lib/reports/generate-report";
import { maxWaiting } from "@/lib/reports/may-ask";
import { getReport, listReports } from "@/lib/reports/queries";
import { requestReport } from "@/lib/reports/request-report";
import { retryReport } from "@/lib/reports/retry-report";
import { reportKey } from "@/lib/reports/store-report";
import { statObject } from "@/lib/storage/s3";
import { callRoute } from "../api/call-route";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

// A report is read by whoever asked for it, as long as their rights cover what was counted.
const folder = await mkdtemp(join(tmpdir(), "crm-reports-s3-"));
const s3 = await startS3Server({
  port: 0,
  dir: folder,
  accessKeyId: "test-key",
  secretAccessKey: "test-secret-key",
  bucket: "crm-test",
});
const { db, sql, close } = await testDatabase({
  AWS_S3_ENDPOINT_URL: `http://127.0.0.1:${s3.port}`,
});
const make = teamMaker(db, sql);
const days = { from_day: "2026-01-01", to_day: "2026-01-02" };

let chief: OperatorContext;
let home: number;
let away: number;

beforeAll(async () => {
  home = await make.department("Свой отдел");
  away = await make.department("Чужой отдел");
  chief = await make.as(await make.person("admin", null));
  for (const department of [home, away]) await make.conversation(await make.client(department));
});
afterAll(async () => {
  await close();
  await s3.close();
  await rm(folder, { recursive: true, force: true });
});

const person = async (role: "admin" | "manager" | "operator", department: number | null) =>
  make.as(await make.person(role, department));
const again = (ctx: OperatorContext) => make.as(ctx.actor.operatorId);
/** The person as they are after an admin changed them. */
async function changed(ctx: OperatorContext, change: object) {
  await updateOperator(chief, ctx.actor.operatorId, change);
  return again(ctx);
}
async function made(ctx: OperatorContext, wanted: object = {}) {
  const { id } = await requestReport(ctx, { ...days, ...wanted });
  const run = { signal: new AbortController().signal, progress() {} };
  await generateReport(db, id, run);
  return id;
}
/** Whether every way to a report's figures is open: the row, the file, the list, deletion. */
async function reads(ctx: OperatorContext, id: number): Promise<boolean> {
  const { results } = await listReports(ctx, { limit: 200 });
  const ways = [
    results.some((one) => one.id === id),
    await opens(getReport(ctx, id)),
    await opens(findReportFile(ctx, id)),
  ];
  if (ways.some((way) => way !== ways[0])) throw new Error(`the ways differ: ${ways}`);
  if (!ways[0]) expect(await opens(deleteReport(ctx, id))).toBe(false);
  return ways[0] === true;
}
const opens = (way: Promise<unknown>) =>
  way.then(
    () => true,
    (error: { code?: string }) => {
      expect(error.code).toBe("not_found");
      return false;
    },
  );

describe("a report made by an admin", () => {
  it("is closed to them after a demotion, and open to other admins", async () => {
    const admin = await person("admin", home);
    const all = await made(admin, { group_by: "department" });
    const one = await made(admin, { group_by: "operator", department_id: away });
    expect([await reads(admin, all), await reads(admin, one)]).toEqual([true, true]);
    const manager = await changed(admin, { role: "manager", department_id: home });
    expect([await reads(manager, all), await reads(manager, one)]).toEqual([false, false]);
    const operator = await changed(admin, { role: "operator" });
    expect([await reads(operator, all), await reads(operator, one)]).toEqual([false, false]);
    expect([await reads(chief, all), await reads(chief, one)]).toEqual([true, true]);
  });

  it("of the department that is left to them stays open", async () => {
    const admin = await person("admin", home);
    const own = await made(admin, { department_id: home });
    const manager = await changed(admin, { role: "manager", department_id: home });
    expect(await reads(manager, own)).toBe(true);
    const moved = await changed(manager, { department_id: away });
    expect(await reads(moved, own)).toBe(false);
    expect(await reads(await changed(moved, { department_id: home }), own)).toBe(true);
  });
});

/** Every delimiter that a reader can ask for or gets by their language, with a token and in a browser. */
const variants = ["", "?delimiter=comma", "?delimiter=semicolon", "?delimiter=;", "?delimiter=tab"];

async function answersTo(ctx: OperatorContext, address: string) {
  const { operatorId } = ctx.actor;
  const token = await make.token(operatorId);
  const { cookie } = await make.session(operatorId);
  const answers = [];
  for (const query of variants) {
    for (const language of ["ru-RU", "en-US"]) {
      const headers = { "accept-language": language };
      answers.push(await callRoute("GET", `${address}${query}`, { token, headers }));
      const browser = { cookie, ...headers };
      answers.push(await callRoute("GET", `${address}${query}`, { headers: browser }));
    }
  }
  return answers;
}

describe("files of somebody who was an admin", () => {
  it("are closed in every variant, made before or not, and no further one is made", async () => {
    const admin = await person("admin", home);
    const made1 = await made(admin, { group_by: "department" });
    const made2 = await made(admin, { group_by: "department" });
    const before = await answersTo(admin, `/api/reports/${made1}/csv/`);
    expect(new Set(before.map(({ status }) => status))).toEqual(new Set([302]));
    for (const change of [{ role: "manager", department_id: home }, { role: "operator" }]) {
      const demoted = await changed(admin, change);
      for (const id of [made1, made2]) {
        const answers = await answersTo(demoted, `/api/reports/${id}/csv/`);
        for (const { status, headers } of answers) {
          expect([status, headers.get("location")]).toEqual([404, null]);
        }
      }
    }
    for (const sign of [";", "\t"] as const) {
      expect(await statObject(reportKey(made2, sign))).toBeNull();
    }
  });

  it("of clients hold their own departments alone as a manager, none as an operator", async () => {
    const admin = await person("admin", home);
    const whole = await answersTo(admin, "/api/clients/export/");
    for (const { status, text } of whole) {
      expect([status, text.includes("Чужой отдел")]).toEqual([200, true]);
    }
    const manager = await changed(admin, { role: "manager", department_id: home });
    for (const { status, text } of await answersTo(manager, "/api/clients/export/")) {
      expect([status, text.includes("Свой отдел")]).toEqual([200, true]);
      expect(text).not.toContain("Чужой отдел");
    }
    const operator = await changed(admin, { role: "operator" });
    const none = await answersTo(operator, "/api/clients/export/");
    expect(new Set(none.map(({ status }) => status))).toEqual(new Set([403]));
  });

  it("of the log hold their own lines alone as an operator", async () => {
    const admin = await person("admin", home);
    await deleteReport(chief, await made(chief));
    const foreign = new RegExp(`[,;\\t]${chief.actor.operatorId}[,;\\t]`);
    for (const { text } of await answersTo(admin, "/api/logs/export/"))
      expect(text).toMatch(foreign);
    const operator = await changed(admin, { role: "operator" });
    for (const { status, text } of await answersTo(operator, "/api/logs/export/")) {
      expect(status).toBe(200);
      expect(text).not.toMatch(foreign);
    }
  });

  it.each([
    ["a demotion", () => ({ role: "operator" })],
    ["a move", () => ({ role: "manager", department_id: away })],
    ["a removal", () => ({ is_active: false })],
  ] as [string, () => UpdateOperator][])(
    "break off after %s in the middle of an export",
    async (_, change) => {
      const admin = await person("admin", home);
      await sql`insert into clients (first_name, department_id)
      select 'Много', ${home} from generate_series(1, 2500)`;
      const reader = (await exportClients(admin, { sort: "-created_at" })).getReader();
      await reader.read();
      await reader.read();
      await updateOperator(chief, admin.actor.operatorId, change());
      const rest = (async () => {
        while (!(await reader.read()).done);
      })();
      await expect(rest).rejects.toMatchObject({ code: "forbidden" });
      await sql`delete from clients where first_name = 'Много'`;
    },
  );

  it("break off when the session or token ends in the middle of an export", async () => {
    const admin = await person("admin", home);
    const { id } = await make.session(admin.actor.operatorId);
    const stream = await exportLogs(await make.as(admin.actor.operatorId, id), {
      time_zone: "UTC",
    });
    await sql`update sessions set ended_at = now() where id = ${id}`;
    await expect(new Response(stream).text()).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a report made by a manager", () => {
  it("of two departments is closed when one of them has another head", async () => {
    const manager = await person("manager", home);
    await sql`update departments set manager_id = ${manager.actor.operatorId} where id = ${away}`;
    const both = await made(manager);
    expect(await reads(manager, both)).toBe(true);
    await sql`update departments set manager_id = null where id = ${away}`;
    expect(await reads(manager, both)).toBe(false);
  });

  it("whose scope was not kept, as before this was, is for admins", async () => {
    const manager = await person("manager", home);
    const old = await made(manager);
    await sql`update reports set scope_department_ids = null where id = ${old}`;
    expect([await reads(manager, old), await reads(chief, old)]).toEqual([false, true]);
  });
});

it("an operator's report of their own work goes with them, and with nobody else", async () => {
  const operator = await person("operator", home);
  const own = await made(operator);
  expect(await reads(await changed(operator, { department_id: away }), own)).toBe(true);
  expect(await reads(await person("operator", home), own)).toBe(false);
});

it("an old report is not made again by whoever may not ask for it any more", async () => {
  const admin = await person("admin", home);
  const asked = await requestReport(admin, { ...days, group_by: "department" });
  const foreign = await requestReport(admin, { ...days, department_id: away });
  await sql`update reports set status = 'failed' where id in (${asked.id}, ${foreign.id})`;
  const manager = await changed(admin, { role: "manager" });
  await expect(retryReport(manager, foreign.id)).rejects.toMatchObject({ code: "not_found" });
  const operator = await changed(admin, { role: "operator" });
  await expect(retryReport(operator, asked.id)).rejects.toMatchObject({ code: "forbidden" });
});

it("a report that waited through a demotion fails with that reason, instead of taking departments for people", async () => {
  const admin = await person("admin", home);
  const { id } = await requestReport(admin, { ...days, group_by: "department" });
  const operator = await changed(admin, { role: "operator" });
  const run = { signal: new AbortController().signal, progress() {} };
  const refusal = await generateReport(db, id, run).catch((thrown: unknown) => thrown);
  await failReport(db, id, refusal);
  expect(await getReport(operator, id)).toMatchObject({
    status: "failed",
    failure_reason: "Your role gives you a report of your own work only.",
    failure: { reason: "report.ownWorkOnly", params: {} },
    result: null,
  });
});

describe("reports of one person", () => {
  it("wait in a limited number, counted exactly when many are asked for at once", async () => {
    const manager = await person("manager", home);
    const asked = await Promise.allSettled(
      Array.from({ length: maxWaiting + 5 }, () => requestReport(manager, days)),
    );
    const refused = asked.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(5);
    for (const one of refused) {
      expect(one).toMatchObject({
        reason: { code: "rate_limited", details: { retryAfter: expect.any(Number) } },
      });
    }
    const other = await person("manager", home);
    expect(await requestReport(other, days)).toMatchObject({ status: "queued" });
  });

  it("are made one after another, so that all of them hold one of the worker's places", async () => {
    const queues = await sql`select distinct q.queue_name as name
      from graphile_worker._private_jobs j join graphile_worker._private_job_queues q on q.id = j.job_queue_id
      join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'generate-report'`;
    expect(queues.length).toBeGreaterThan(0);
    expect(queues.length).toBeLessThanOrEqual(2);
  });
});
