import { index, pgTable, text } from "drizzle-orm/pg-core";
import { time } from "./columns";

/** Objects in the storage that no row names, or none yet: removed when they are due. */
export const strayObjects = pgTable(
  "stray_objects",
  { key: text().primaryKey(), dueAt: time().notNull() },
  (t) => [index("stray_objects_due_idx").on(t.dueAt)],
);
