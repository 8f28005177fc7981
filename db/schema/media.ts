import { sql } from "drizzle-orm";
import { bigint, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { searchFormOf } from "../search-form";
import { attachmentStatus } from "./attachments";
import { bigId, createdAt, id, updatedAt } from "./columns";
import { operators } from "./operators";

/** The library of files that admins upload for everyone to send. */
export const media = pgTable(
  "media",
  {
    id: id(),
    name: text().notNull(),
    mimeType: text().notNull(),
    size: bigint({ mode: "number" }).notNull(),
    width: integer(),
    height: integer(),
    storageKey: text().notNull().unique(),
    status: attachmentStatus().notNull().default("uploading"),
    uploadedByOperatorId: bigId().references(() => operators.id, { onDelete: "set null" }),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [index("media_name_idx").using("gin", sql`(${searchFormOf(t.name)}) gin_trgm_ops`)],
);
