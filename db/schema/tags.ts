import { index, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { searchFormOf } from "../search-form";
import { clients } from "./clients";
import { bigId, createdAt, id } from "./columns";

/** Labels that operators put on clients; `color` is a token's name, never CSS. */
export const tags = pgTable(
  "tags",
  {
    id: id(),
    name: text().notNull(),
    color: text().notNull().default("grey"),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("tags_name_key").on(searchFormOf(t.name))],
);

export const clientTags = pgTable(
  "client_tags",
  {
    clientId: bigId()
      .notNull()
      .references(() => clients.id, { onDelete: "cascade" }),
    tagId: bigId()
      .notNull()
      .references(() => tags.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.clientId, t.tagId] }),
    index("client_tags_tag_idx").on(t.tagId, t.clientId),
  ],
);
