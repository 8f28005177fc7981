import { sql } from "drizzle-orm";
import { db, pingDatabase } from "@/db/client";
import { env } from "@/lib/core/env";
import { pusher } from "@/lib/realtime/publish";
import { checkStorage } from "@/lib/storage/s3";
import { botApi } from "@/lib/telegram/api";

type Check = "ok" | "failed";

/** Every dependency's state: `failed` without the database, `degraded` without another. */
export async function readiness() {
  const checks = {
    database: await check(() => pingDatabase()),
    storage: await check(checkStorage),
    realtime: await check(async () => {
      const response = await pusher().get({ path: "/channels" });
      if (response.status !== 200) throw new Error(`status ${response.status}`);
    }),
    jobs: await check(checkJobs),
    telegram: await check(() => botApi().getMe()),
  };
  const isWhole = Object.values(checks).every((state) => state === "ok");
  const status = checks.database === "failed" ? "failed" : isWhole ? "ok" : "degraded";
  return { status, checks };
}

async function checkJobs() {
  if (env().JOBS_ENGINE === "trigger") return;
  await db().execute(sql`select 1 from graphile_worker.jobs limit 1`);
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
