import { sql } from "drizzle-orm";
import { db, pingDatabase } from "@/db/client";
import { env } from "@/lib/core/env";
import { hasCode } from "@/lib/core/outage";
import { workerRuns } from "@/lib/queue/worker-runs";
import { pusher } from "@/lib/realtime/pusher";
import type { UploadWay } from "@/lib/storage/presign";
import { checkStorage } from "@/lib/storage/s3";
import { uploadWay } from "@/lib/storage/upload-way";
import { botApi } from "@/lib/telegram/api";

type Check = "ok" | "failed";
type Disk = "ok" | "full" | "unknown";

/** Milliseconds that a result is good for: anybody may ask, and each look calls every vendor. */
const goodFor = 5000;

let last: { until: number; state: ReturnType<typeof look> } | undefined;

/**
 * Every dependency's state: `failed` without the database, `degraded` without another; and how browsers
 * upload (`post` or `put`; null while the storage is away); and whether the database's disk takes more.
 * Looked up at most once in 5 s by each web server, in at most 5 s.
 */
export function readiness(): ReturnType<typeof look> {
  if (!last || Date.now() > last.until) last = { until: Date.now() + goodFor, state: look() };
  return last.state;
}

async function look() {
  let uploads: UploadWay | null = null;
  const disk = within(diskState());
  const [database, storage, realtime, jobs, telegram] = await Promise.all([
    check(() => pingDatabase()),
    check(async () => {
      await checkStorage();
      uploads = await uploadWay();
    }),
    check(async () => {
      const response = await pusher().get({ path: "/channels" });
      if (response.status !== 200) throw new Error(`status ${response.status}`);
    }),
    check(checkJobs),
    check(() => botApi().getMe()),
  ]);
  const checks = { database, storage, realtime, jobs, telegram };
  const state = await disk;
  const isWhole = Object.values(checks).every((one) => one === "ok") && state !== "full";
  const status = database === "failed" ? "failed" : isWhole ? "ok" : "degraded";
  return { status, checks, uploads, disk: state };
}

/** Sorts more than fits into its memory, so that Postgres writes a few hundred kB to its disk and forgets them. */
async function diskState(): Promise<Disk> {
  try {
    await db().transaction(async (tx) => {
      await tx.execute(sql`set local work_mem = '64kB'`);
      await tx.execute(
        sql`select count(*) from (select n from generate_series(1, 20000) n order by -n offset 0) sorted`,
      );
    });
    return "ok";
  } catch (error) {
    return hasCode(error, /^53100$/) ? "full" : "unknown";
  }
}

/** A worker is alive; Trigger.dev is asked by the doctor alone, its API counts calls. */
async function checkJobs() {
  if (env().JOBS_ENGINE === "trigger") return;
  if (!(await workerRuns(db()))) throw new Error("no worker runs");
}

function within(disk: Promise<Disk>): Promise<Disk> {
  const late = new Promise<Disk>((resolve) => setTimeout(resolve, 5000, "unknown").unref());
  return Promise.race([disk, late]);
}

async function check(run: () => Promise<unknown>): Promise<Check> {
  const timeout = new Promise((_, reject) =>
    setTimeout(reject, 5000, new Error("timeout")).unref(),
  );
  return Promise.race([run(), timeout]).then(
    () => "ok" as const,
    () => "failed" as const,
  );
}
