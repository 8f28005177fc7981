import { sql } from "drizzle-orm";
import { index, integer, jsonb, pgEnum, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bigId, createdAt, id, time } from "./columns";

export const rawUpdateStatus = pgEnum("raw_update_status", [
  "received",
  "applied",
  "ignored",
  "failed",
]);

/** Every update that Telegram delivered, as it came. Unique while kept: 7 days, failed ones until replayed. */
export const rawUpdates = pgTable(
  "raw_updates",
  {
    id: id(),
    botId: bigId().notNull(),
    updateId: bigId().notNull(),
    kind: text().notNull(),
    payload: jsonb().notNull().$type<Record<string, unknown>>(),
    status: rawUpdateStatus().notNull().default("received"),
    /** Why it was ignored or failed. */
    reason: text(),
    attempts: integer().notNull().default(1),
    receivedAt: createdAt(),
    processedAt: time(),
  },
  (t) => [
    uniqueIndex("raw_updates_key").on(t.botId, t.updateId),
    index("raw_updates_received_idx").on(t.receivedAt),
    index("raw_updates_failed_idx").on(t.id).where(sql`${t.status} = 'failed'`),
  ],
);
