import { sql } from "drizzle-orm";
import { integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { searchFormOf } from "../search-form";
import { bigId, createdAt, id, updatedAt } from "./columns";
import { departments } from "./departments";
import { media } from "./media";
import { operators } from "./operators";

/** Prepared answers, called by `/shortcut`; may hold variables such as `{{client.first_name}}`. */
export const quickReplies = pgTable(
  "quick_replies",
  {
    id: id(),
    shortcut: text().notNull(),
    title: text().notNull(),
    content: text().notNull().default(""),
    /** Null: for every department. */
    departmentId: bigId().references(() => departments.id, { onDelete: "cascade" }),
    createdByOperatorId: bigId().references(() => operators.id, { onDelete: "set null" }),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("quick_replies_shortcut_key").on(
      searchFormOf(t.shortcut),
      sql`coalesce(${t.departmentId}, 0)`,
    ),
  ],
);

/** Files of the library that go out with a quick reply, in order. */
export const quickReplyMedia = pgTable(
  "quick_reply_media",
  {
    quickReplyId: bigId()
      .notNull()
      .references(() => quickReplies.id, { onDelete: "cascade" }),
    mediaId: bigId()
      .notNull()
      .references(() => media.id, { onDelete: "restrict" }),
    position: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.quickReplyId, t.mediaId] })],
);
