import { sql } from "drizzle-orm";
import { z } from "zod";
import { db } from "@/db/client";
import { env } from "@/lib/core/env";
import { workerRuns } from "@/lib/queue/worker-runs";
import { pusher } from "@/lib/realtime/publish";
import { checkStorage, presignUpload } from "@/lib/storage/s3";
import { sentence } from "../with-services";
import { callTelegram } from "./call-telegram";

/** One thing that was looked at: what was found, and what to do when it is not well. */
export type Finding = { name: string; isWell: boolean; detail: string; advice?: string };

/** Tries everything the product depends on, each on its own. Never rejects. */
export async function diagnose(): Promise<Finding[]> {
  return Promise.all([
    look("settings", settings, "Set what is named; .env.example says what each one is."),
    look("database", database, "Check DATABASE_URL, then run: npm run db:migrate"),
    look("storage", storage, "Check AWS_* and that the key may put, get and delete in the bucket."),
    look("push", push, "Check PUSHER_*: the desk works without, but only by asking now and then."),
    look("jobs", jobs, "Start the worker: npm run worker"),
    look("telegram", telegram, "Check TELEGRAM_TOKEN; then run: npm run crm -- set-webhook"),
  ]);
}

async function look(
  name: string,
  check: () => Promise<string> | string,
  advice: string,
): Promise<Finding> {
  try {
    return { name, isWell: true, detail: await check() };
  } catch (error) {
    return { name, isWell: false, detail: sentence(error), advice };
  }
}

function settings(): string {
  const { JOBS_ENGINE, APP_URL } = env();
  return `complete; the desk is ${APP_URL}, jobs run by ${JOBS_ENGINE}`;
}

async function database(): Promise<string> {
  const [row] = await db().execute<{ version: string; operators: number }>(
    sql`select current_setting('server_version') as version, (select count(*)::int from operators) as operators`,
  );
  const [missing] = await db().execute<{ names: string | null }>(
    sql`select string_agg(name, ', ') as names from unnest(array['pg_trgm', 'unaccent']) as name
      where not exists (select 1 from pg_extension where extname = name)`,
  );
  if (missing?.names) throw new Error(`extensions are missing: ${missing.names}`);
  return `Postgres ${row?.version}, ${row?.operators} operators`;
}

async function storage(): Promise<string> {
  await checkStorage();
  await allowsUploads();
  return `bucket ${env().AWS_STORAGE_BUCKET_NAME} takes, shows and deletes; browsers may post to it`;
}

/** Asks as a browser on the desk does before it posts a file. */
async function allowsUploads() {
  const { url } = await presignUpload("health/cors", "text/plain", 1);
  const { origin } = new URL(env().APP_URL);
  const answer = await fetch(url, {
    method: "OPTIONS",
    headers: { origin, "access-control-request-method": "POST" },
    signal: AbortSignal.timeout(10_000),
  });
  const allowed = answer.headers.get("access-control-allow-origin");
  if (allowed !== "*" && allowed !== origin) {
    throw new Error(`CORS of the bucket does not allow POST from ${origin}`);
  }
}

async function push(): Promise<string> {
  const response = await pusher().trigger("doctor", "checked", {});
  if (response.status !== 200) throw new Error(`the server answered ${response.status}`);
  return "the server takes our key";
}

async function jobs(): Promise<string> {
  if (env().JOBS_ENGINE === "trigger") return "Trigger.dev has a key; its dashboard shows the runs";
  const [row] = await db().execute<{ late: number; failed: number }>(
    sql`select count(*) filter (where locked_at is null and run_at < now() - interval '5 minutes' and attempts < max_attempts)::int as late,
      count(*) filter (where attempts >= max_attempts)::int as failed from graphile_worker.jobs`,
  );
  if (row && row.late > 0) throw new Error(`${row.late} jobs have been waiting for over 5 minutes`);
  if (!(await workerRuns(db()))) throw new Error("no worker runs");
  return `a worker runs, no job is late, ${row?.failed ?? 0} given up`;
}

const webhookSchema = z.object({
  url: z.string(),
  pending_update_count: z.number(),
  last_error_date: z.number().optional(),
  last_error_message: z.string().optional(),
});

async function telegram(): Promise<string> {
  const me = z.object({ username: z.string() }).parse(await callTelegram(process.env, "getMe"));
  const webhook = webhookSchema.parse(await callTelegram(process.env, "getWebhookInfo"));
  const wanted = env().TELEGRAM_WEBHOOK_URL ?? "";
  if (env().SIMULATOR_URL && !webhook.url) {
    return `@${me.username}, simulated; npm run dev sets its webhook when it starts`;
  }
  if (webhook.url !== wanted) {
    throw new Error(
      `updates go to "${webhook.url || "nowhere: polling"}" instead of "${wanted || "polling"}"`,
    );
  }
  const isRecent = (webhook.last_error_date ?? 0) > Date.now() / 1000 - 3600;
  if (isRecent) throw new Error(`the last delivery failed: ${webhook.last_error_message}`);
  return `@${me.username}, ${wanted ? "by webhook" : "by polling"}, ${webhook.pending_update_count} updates waiting`;
}
