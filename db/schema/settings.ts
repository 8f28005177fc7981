import { integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bigId, createdAt, time, updatedAt } from "./columns";
import { operators } from "./operators";

/** One row for each setting that admins change at run time; schemas are in lib/settings. */
export const settings = pgTable("settings", {
  key: text().primaryKey(),
  value: jsonb().notNull(),
  updatedAt: updatedAt(),
  updatedByOperatorId: bigId().references(() => operators.id, { onDelete: "set null" }),
});

/** What the bot as a whole remembers: the polling offset, the shared send rate, alarms. */
export const botState = pgTable("bot_state", {
  botId: bigId().primaryKey(),
  username: text(),
  pollingOffset: bigId().notNull().default(0),
  /** The next free slot of the 30-per-second budget. */
  nextSendAt: time().notNull().defaultNow(),
  /** Telegram asked the whole bot to wait until then (429), or null. */
  heldUntil: time(),
  /** When it asked: a clock that is behind it has stepped back since, and `heldUntil` counts for nothing. */
  heldFrom: time(),
  /** Why nothing is sent at all (token revoked), or null. */
  stoppedReason: text(),
  webhook: jsonb().$type<Record<string, unknown>>(),
  checkedAt: time(),
});

/** The minute since 1970 in which a job that runs by the clock was last woken, by one of all workers. */
export const scheduledJobs = pgTable("scheduled_jobs", {
  id: text().primaryKey(),
  minute: integer().notNull(),
});

/** Answers to POSTs with an Idempotency-Key, kept 24 h. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    operatorId: bigId()
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    key: text().notNull(),
    requestHash: text().notNull(),
    status: integer(),
    body: jsonb(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.operatorId, t.key] })],
);
