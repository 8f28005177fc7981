import fs from "node:fs";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { generateReport } from "@/jobs/generate-report";
import { jobs } from "@/lib/queue/jobs";
import { runEmbedded } from "@/lib/queue/run-embedded";
import { requestReport } from "@/lib/reports/request-report";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { waitFor } from "../support/wait-for";

// Nothing listens where the storage should be: every report fails when its file is to be kept.
const { db, sql, close } = await testDatabase({ LOG_LEVEL: "error" });
const make = teamMaker(db, sql);
const days = { from_day: "2026-01-01", to_day: "2026-01-02" };
const worker = runEmbedded([generateReport]);

/** Lines of the log, which goes to the file descriptor itself. */
const lines: string[] = [];
vi.spyOn(fs, "writeSync").mockImplementation((...written: unknown[]) => {
  const line = String(written[1]);
  lines.push(line);
  return line.length;
});

beforeAll(async () => {
  await sql.unsafe(`
    create table marked_failed (report_id bigint);
    create function note_failed() returns trigger language plpgsql as $$
      begin insert into marked_failed values (new.id); return null; end $$;
    create trigger note_failed after update on reports for each row
      when (new.status = 'failed') execute function note_failed()`);
});
beforeEach(() => {
  lines.length = 0;
});
afterAll(async () => {
  await worker.stop();
  await close();
});

/** Lets a report's next try come now instead of after its pause; the attempts of its job so far. */
async function hurry(id: number): Promise<number> {
  await sql`select graphile_worker.reschedule_jobs(array_agg(j.id), run_at => now()) from graphile_worker.jobs j
    where key = ${`report-${id}`} and locked_at is null and run_at > now() and attempts < max_attempts`;
  const [job] = await sql`select attempts from graphile_worker.jobs where key = ${`report-${id}`}`;
  return Number(job?.attempts ?? 0);
}

async function untilFailed(id: number) {
  let tries = 0;
  await waitFor(async () => {
    tries = Math.max(tries, await hurry(id));
    const [left] = await sql`select 1 from graphile_worker.jobs
      where key = ${`report-${id}`} and attempts < max_attempts`;
    const [report] = await sql`select status from reports where id = ${id}`;
    return !left && report?.status === "failed";
  }, "the report to be failed");
  const marks = await sql`select 1 from marked_failed where report_id = ${id}`;
  const [report] = await sql`select status, failure_notice from reports where id = ${id}`;
  return { tries, marks: marks.length, reason: report?.failure_notice?.reason };
}

const failures = (id: number) =>
  lines
    .map((line) => JSON.parse(line))
    .filter(({ msg, reportId }) => msg === "report failed" && reportId === id);

it("a report that cannot be stored is failed and logged once, after the declared attempts", async () => {
  const asker = await make.as(await make.person("admin", null));
  const { id } = await requestReport(asker, days);
  expect(await untilFailed(id)).toEqual({
    tries: jobs.generateReport.maxAttempts,
    marks: 1,
    reason: "report.serviceAway",
  });
  expect(failures(id)).toHaveLength(1);
});

it("a report that its asker may not have any more is failed at the first attempt, with that reason", async () => {
  const asker = await make.person("admin", null);
  await sql`update operators set is_active = false where id = ${asker}`;
  const [report] = await sql`insert into reports
      (group_by, from_day, to_day, time_zone, requested_by_operator_id)
    values ('operator', '2026-01-01', '2026-01-02', 'UTC', ${asker}) returning id`;
  const id = Number(report?.id);
  await sql`select graphile_worker.add_job('generate-report',
    json_build_object('reportId', ${id}::int, 'operatorId', ${asker}::int),
    job_key => ${`report-${id}`}, max_attempts => ${jobs.generateReport.maxAttempts})`;
  expect(await untilFailed(id)).toMatchObject({ marks: 1, reason: "report.askerGone" });
  expect(failures(id)).toHaveLength(1);
  const left = await sql`select 1 from graphile_worker.jobs where key = ${`report-${id}`}`;
  expect(left).toEqual([]);
});
