import { randomUUID } from "node:crypto";
import { logger } from "@/lib/core/logger";
import type { WakeUp } from "./wake";
import { withTimeout } from "./with-timeout";

/** Milliseconds that a person's request waits for Trigger.dev at most. */
const patience = 3000;

/**
 * Starts a run at Trigger.dev. Never rejects: a refusal, or silence for 3 s, is logged and left to the
 * sweeper. The SDK reads TRIGGER_SECRET_KEY and TRIGGER_API_URL (as `env()` writes it) by itself.
 */
export async function triggerRun(job: WakeUp): Promise<void> {
  try {
    await withTimeout(patience, send(job));
  } catch (error) {
    logger("queue").warn(
      { err: error, job: job.id },
      "job not triggered, the sweeper will find it",
    );
  }
}

async function send(job: WakeUp): Promise<void> {
  // Lazily: the SDK costs 400 ms and 96 MB.
  const { idempotencyKeys, tasks } = await import("@trigger.dev/sdk");
  const delay = job.delayMs ? upToHalfSecond(Date.now() + job.delayMs) : undefined;
  // Global: by default a key counts only within the run that made it, and sweeps are many runs.
  const idempotencyKey = await idempotencyKeys.create(onceKey(job, delay), { scope: "global" });
  await tasks.trigger(
    job.id,
    job.payload,
    {
      idempotencyKey,
      concurrencyKey: job.concurrencyKey,
      ...(delay ? { delay } : {}),
    },
    { retry: { maxAttempts: 2, minTimeoutInMs: 200, maxTimeoutInMs: 500 } },
  );
}

/**
 * To a known key Trigger.dev returns the run that has it, even when that run is over. So a wake-up
 * with news behind it has a key of its own (which makes the SDK's repeated call harmless), one for a
 * later moment shares that moment's, and a sweep's shares its span's.
 */
function onceKey(job: WakeUp, delay: Date | undefined): string {
  if (delay) return `${job.key} at ${delay.getTime()}`;
  if (!job.oncePerSec) return `${job.key} ${randomUUID()}`;
  return `${job.key} in ${Math.floor(Date.now() / 1000 / job.oncePerSec)} of ${job.oncePerSec} s`;
}

/** Up, never down: whoever shares the moment asks before its run begins. */
function upToHalfSecond(at: number): Date {
  return new Date(Math.ceil(at / 500) * 500);
}
