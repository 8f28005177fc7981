import { randomUUID } from "node:crypto";
import { sweepOutbox } from "@/jobs/sweep-outbox";
import { syncTelegramUpdates } from "@/jobs/sync-telegram-updates";
import { tendQueues } from "@/jobs/tend-queues";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { secretsEqual } from "@/lib/core/ids";
import { logger } from "@/lib/core/logger";
import { problem } from "@/lib/http/problem";
import { sendHintsAfter } from "@/lib/request/send-hints";

export const dynamic = "force-dynamic";
/** Seconds, for Vercel. */
export const maxDuration = 60;

const jobs = [sweepOutbox, tendQueues, syncTelegramUpdates];

/**
 * Runs what is due each minute once, for a pinger that sends CRON_SECRET as its bearer (as Vercel Cron
 * does): for job engines whose schedules are slower. Safe beside them. 503 when one of the jobs failed.
 */
export async function GET(request: Request): Promise<Response> {
  const secret = env().CRON_SECRET;
  if (!secret) {
    return problem(new AppError("forbidden", "request.cronOff"), randomUUID());
  }
  const given = /^Bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (!given || !secretsEqual(given, secret)) {
    const error = new AppError("unauthenticated", "request.cronSecret");
    return problem(error, randomUUID());
  }
  const results = await Promise.all(jobs.map((job) => runOnce(job, request.signal)));
  sendHintsAfter();
  const isWell = results.every(([, result]) => result === "done");
  return Response.json(Object.fromEntries(results), { status: isWell ? 200 : 503 });
}

async function runOnce(job: (typeof jobs)[number], signal: AbortSignal) {
  try {
    await job.run({}, { jobId: "cron", attempt: 1, signal, progress() {} });
    return [job.id, "done"] as const;
  } catch (error) {
    logger("cron").error({ err: error, job: job.id }, "a pinged job failed");
    return [job.id, "failed"] as const;
  }
}
