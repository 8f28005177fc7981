import { z } from "zod";

/**
 * What both engines know of a job. Everything is said here once: handlers (`defineJob`), wake-ups
 * (`wake`) and both engines read it.
 */
export type JobDescriptor<S extends z.ZodType = z.ZodType> = {
  id: string;
  payload: S;
  /**
   * Waiting jobs with the same key are one, and jobs with the same key run one after another (best
   * effort: order is kept in our own tables).
   */
  key(payload: z.output<S>): string;
  /** Jobs of the same queue run one after another, too. Few names: idle workers lock a row for each. */
  queue?(payload: z.output<S>): string;
  /** People wait for it: the embedded worker has places enough for all such jobs, however long some of them hang. */
  isPrompt?: boolean;
  maxAttempts: number;
  maxDurationSec: number;
  /** UTC, five fields. */
  cron?: string;
};

const describe = <S extends z.ZodType>(job: JobDescriptor<S>): JobDescriptor<S> => job;

/** A job that is the same whenever it runs: by the clock, or on a wake-up without a payload. */
const single = (
  id: string,
  more: Omit<JobDescriptor, "id" | "payload" | "key" | "queue">,
): JobDescriptor<z.ZodUnknown> => ({ id, payload: z.unknown(), key: () => id, ...more });

const eachMinute = { isPrompt: true, maxAttempts: 1, maxDurationSec: 60, cron: "* * * * *" };

/**
 * Reports and webhooks go one after another in so few queues, a person's reports all in one of them: of
 * the worker's eight places for such jobs two are left for files, however many receivers hang.
 */
const reportQueues = 2;
// Also in db/functions/note-webhook-event.sql.
const webhookQueues = 4;

/** Every background job of the product; the handlers are in `jobs/`. */
export const jobs = {
  sendMessage: describe({
    id: "send-message-to-telegram",
    payload: z.object({ conversationId: z.number().int() }),
    key: ({ conversationId }) => `chat-${conversationId}`,
    isPrompt: true,
    maxAttempts: 25,
    maxDurationSec: 300,
  }),
  downloadAttachment: describe({
    id: "download-attachment",
    payload: z.object({ attachmentId: z.number().int() }),
    key: ({ attachmentId }) => `download-${attachmentId}`,
    maxAttempts: 25,
    maxDurationSec: 300,
  }),
  deliverWebhook: describe({
    id: "deliver-webhook",
    payload: z.object({ webhookId: z.number().int() }),
    key: ({ webhookId }) => `webhook-${webhookId}`,
    queue: ({ webhookId }) => `webhooks-${webhookId % webhookQueues}`,
    maxAttempts: 25,
    maxDurationSec: 300,
  }),
  generateReport: describe({
    id: "generate-report",
    // Jobs that an earlier version left name no person.
    payload: z.object({ reportId: z.number().int(), operatorId: z.number().int().default(0) }),
    key: ({ reportId }) => `report-${reportId}`,
    queue: ({ operatorId }) => `reports-${operatorId % reportQueues}`,
    maxAttempts: 3,
    maxDurationSec: 900,
  }),
  cutConnections: describe({
    id: "cut-connections",
    payload: z.object({ operatorId: z.number().int() }),
    key: ({ operatorId }) => `cut-${operatorId}`,
    isPrompt: true,
    maxAttempts: 25,
    maxDurationSec: 30,
  }),
  // Each minute `tend-queues` does the same.
  fillPlaces: single("fill-places", { isPrompt: true, maxAttempts: 1, maxDurationSec: 60 }),
  sweepOutbox: single("sweep-outbox", eachMinute),
  tendQueues: single("tend-queues", eachMinute),
  syncTelegramUpdates: single("sync-telegram-updates", eachMinute),
  cleanupOldLogs: single("cleanup-old-logs", {
    maxAttempts: 3,
    maxDurationSec: 600,
    cron: "17 3 * * *",
  }),
  removeObjects: single("remove-objects", { maxAttempts: 25, maxDurationSec: 600 }),
  tidyUploads: single("tidy-uploads", { maxAttempts: 3, maxDurationSec: 600, cron: "41 * * * *" }),
} as const;
