import { sql } from "drizzle-orm";
import { boolean, check, customType, pgTable, text } from "drizzle-orm/pg-core";

const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });

/**
 * The part of every push channel's name that changes whenever somebody loses a right to listen: one row, or
 * none before the first change. Written by triggers (db/functions/change-live-epoch.sql).
 */
export const liveEpoch = pgTable(
  "live_epoch",
  {
    isOnly: boolean().primaryKey().default(true),
    epoch: text().notNull(),
    /** The one before: whoever still listens there gets an event to move. */
    previous: text().notNull(),
    /** The transaction that changed it: once is enough for each. */
    changedXid: xid8().notNull().default(sql`pg_current_xact_id()`),
  },
  (t) => [check("live_epoch_one_row", sql`${t.isOnly}`)],
);
