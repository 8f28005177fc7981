import { setTimeout as sleep } from "node:timers/promises";
import { env } from "@/lib/core/env";
import { logger } from "@/lib/core/logger";
import { hasCode } from "@/lib/core/outage";
import { database } from "@/lib/database";
import { endWebhook, fetchUpdates } from "@/lib/telegram/fetch-updates";
import { readOffset, saveOffset } from "@/lib/telegram/polling-offset";
import { inPollingTurn } from "@/lib/telegram/polling-turn";

/** Milliseconds before the next try: after a failure, while another process polls, while a chat is locked. */
const waits = { failed: 3000, notOurs: 5000, locked: 1000 };

/**
 * Polling mode (a token and no webhook address): takes updates until stopped, one process at a time.
 * Does nothing in webhook mode.
 */
export async function pollUpdates(signal: AbortSignal): Promise<void> {
  if (env().TELEGRAM_WEBHOOK_URL) return;
  while (!signal.aborted) {
    const wait = await inPollingTurn((lost) => pollUntil(AbortSignal.any([signal, lost]))).then(
      () => waits.notOurs,
      (error: unknown) => {
        if (!signal.aborted) logger("polling").warn({ err: error }, "polling failed, trying again");
        return waits.failed;
      },
    );
    await sleep(wait, undefined, { signal }).catch(() => undefined);
  }
}

/** One getUpdates, for an engine without a process of our own; a worker that polls goes first. */
export async function pollOnce(signal: AbortSignal): Promise<void> {
  if (env().TELEGRAM_WEBHOOK_URL) return;
  await inPollingTurn((lost) => poll(AbortSignal.any([signal, lost]), () => false));
}

const pollUntil = (ended: AbortSignal) => poll(ended, () => !ended.aborted);

/** Hands updates to the bot, again while `goesOn`; ends when their slow work is done. */
async function poll(signal: AbortSignal, goesOn: () => boolean): Promise<void> {
  const slowWork = new Set<Promise<void>>();
  try {
    await endWebhook(signal);
    do {
      await takeUpdates(signal, slowWork).catch((error: unknown) => {
        if (!hasCode(error, lockKept) || !goesOn()) throw error;
        logger("polling").warn({ err: error }, "a chat is locked, trying again");
        // Telegram gives the same at once: the lock gets a moment.
        return sleep(waits.locked, undefined, { signal }).catch(() => undefined);
      });
    } while (goesOn());
  } finally {
    await Promise.all(slowWork);
  }
}

/**
 * The offset is kept after each update is stored: what is not stored comes again. A chat whose lock
 * somebody keeps holds up nobody else: the others' updates behind it are stored, and come again with it.
 */
async function takeUpdates(signal: AbortSignal, slowWork: Set<Promise<void>>): Promise<void> {
  const { chatOf, handleUpdate } = await import("@/bot/handle-update");
  const locked = new Map<number, unknown>();
  for (const update of await fetchUpdates(await readOffset(database()), signal)) {
    if (signal.aborted) return;
    const chat = chatOf(update);
    if (chat !== null && locked.has(chat)) continue;
    try {
      const finish = await handleUpdate(update);
      // The next update does not wait for hints and Telegram calls.
      const work = finish().finally(() => slowWork.delete(work));
      slowWork.add(work);
    } catch (error) {
      if (chat === null || !hasCode(error, lockKept)) throw error;
      locked.set(chat, error);
    }
    if (locked.size === 0) await saveOffset(database(), update.update_id + 1);
  }
  for (const error of locked.values()) throw error;
}

/** A lock that was not free in time (postgresql.org/docs/current/errcodes-appendix.html). */
const lockKept = /^55P03$/;
