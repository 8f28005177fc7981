import { sql } from "drizzle-orm";
import { bigint, index, integer, pgEnum, pgTable, text } from "drizzle-orm/pg-core";
import { bigId, createdAt, id, updatedAt } from "./columns";
import { messages, messageVersions } from "./messages";
import { operators } from "./operators";

/** uploading: from a browser; pending: waits for the download from Telegram; too_big: over Telegram's 20 MB. */
export const attachmentStatus = pgEnum("attachment_status", [
  "uploading",
  "pending",
  "stored",
  "failed",
  "too_big",
]);

export const attachments = pgTable(
  "attachments",
  {
    id: id(),
    messageId: bigId().references(() => messages.id, { onDelete: "cascade" }),
    /** The earlier version it belongs to; null: the message as it is now. */
    versionId: bigId().references(() => messageVersions.id, { onDelete: "cascade" }),
    /** Who uploaded it; null: it came from a client. */
    operatorId: bigId().references(() => operators.id, { onDelete: "set null" }),
    kind: text().notNull(),
    name: text().notNull(),
    mimeType: text().notNull(),
    /** Bytes; null when Telegram did not say. */
    size: bigint({ mode: "number" }),
    /** Pixels and seconds, where the kind has them. */
    width: integer(),
    height: integer(),
    duration: integer(),
    storageKey: text().unique(),
    status: attachmentStatus().notNull(),
    failureReason: text(),
    telegramFileId: text(),
    telegramFileUniqueId: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    index("attachments_message_idx").on(t.messageId, t.id),
    index("attachments_version_idx").on(t.versionId).where(sql`${t.versionId} is not null`),
    index("attachments_pending_idx").on(t.id).where(sql`${t.status} = 'pending'`),
    index("attachments_orphans_idx").on(t.createdAt).where(sql`${t.messageId} is null`),
  ],
);
