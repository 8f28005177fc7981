import { bigint, integer, pgTable, text } from "drizzle-orm/pg-core";

/**
 * How many requests a token made in its current window: one row each, overwritten when a window
 * ends. UNLOGGED (by hand in its migration): a lost count after a crash harms nobody.
 */
export const rateLimits = pgTable("rate_limits", {
  key: text().primaryKey(),
  /** Number of the window since 1970. */
  window: bigint({ mode: "number" }).notNull(),
  count: integer().notNull(),
});
