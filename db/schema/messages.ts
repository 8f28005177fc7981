import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Notice } from "@/lib/core/refusals/reason";
import { clients } from "./clients";
import { bigId, createdAt, id, time, tsvector, updatedAt } from "./columns";
import { cases, conversations } from "./conversations";
import { operators } from "./operators";

export const senderType = pgEnum("sender_type", ["client", "operator", "system"]);
export const messageType = pgEnum("message_type", ["text", "file", "image", "system"]);
export const deliveryStatus = pgEnum("delivery_status", [
  "received",
  "queued",
  "sending",
  "sent",
  "failed",
  "unknown",
]);

/** A Telegram MessageEntity: offsets and lengths in UTF-16 code units. */
export type MessageEntity = {
  type: string;
  offset: number;
  length: number;
  url?: string | undefined;
  language?: string | undefined;
};

/** When a text was written: Unix seconds, and the update that brought it (0: the message itself). */
export type Moment = [seconds: number, updateId: number];

export const messages = pgTable(
  "messages",
  {
    id: id(),
    conversationId: bigId()
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    clientId: bigId()
      .notNull()
      .references(() => clients.id, { onDelete: "cascade" }),
    caseId: bigId().references(() => cases.id, { onDelete: "set null" }),
    senderType: senderType().notNull(),
    operatorId: bigId().references(() => operators.id, { onDelete: "set null" }),
    messageType: messageType().notNull(),
    /** What Telegram calls it: text, photo, document, voice, sticker, location, … or a system event's name. */
    kind: text().notNull(),
    content: text().notNull().default(""),
    entities: jsonb().$type<MessageEntity[]>(),
    /** What only this kind has: coordinates, a contact, a poll, the event's facts, an unknown kind's raw JSON. */
    payload: jsonb().$type<Record<string, unknown>>(),
    isInternal: boolean().notNull().default(false),
    botId: bigId(),
    chatId: bigId(),
    telegramMessageId: bigId(),
    mediaGroupId: text(),
    replyToMessageId: bigId().references((): AnyPgColumn => messages.id, { onDelete: "set null" }),
    /** Telegram's id of what a client replied to, which may come later (db/functions/take-early-replies.sql). */
    replyToTelegramId: bigId(),
    deliveryStatus: deliveryStatus().notNull(),
    failureReason: text(),
    /** The same by code; null: none, or the text of another service. */
    failureNotice: jsonb().$type<Notice>(),
    attempts: integer().notNull().default(0),
    /** Not before this moment (a wait after 429 or a refused connection). */
    dueAt: time(),
    sendingStartedAt: time(),
    sentAt: time(),
    /** A key made by the sender's browser: one click, one message. */
    clientKey: text(),
    /** Thread order: Telegram's message id, or the highest one known when the line was written. */
    position: bigId().notNull(),
    /** The conversation's `seq` at this message's last change. */
    seq: bigId().notNull(),
    editedAt: time(),
    /** When this text was written; null: with the message itself. */
    writtenAt: jsonb().$type<Moment[]>(),
    /** An edit came first: the original, when it comes, is its earliest version. */
    awaitsOriginal: boolean().notNull().default(false),
    deletedAt: time(),
    /** Stems of the words, ё as е; the start of a very long text, because a document is at most 1 MB. */
    searchVector: tsvector().generatedAlwaysAs(
      sql`to_tsvector('russian', translate(left(content, 100000), 'ёЁ', 'еЕ'))`,
    ),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("messages_telegram_key")
      .on(t.chatId, t.telegramMessageId, t.botId)
      .where(sql`${t.telegramMessageId} is not null`),
    uniqueIndex("messages_client_key")
      .on(t.operatorId, t.clientKey)
      .where(sql`${t.clientKey} is not null`),
    index("messages_early_reply_idx")
      .on(t.chatId, t.replyToTelegramId)
      .where(sql`${t.replyToTelegramId} is not null and ${t.replyToMessageId} is null`),
    index("messages_thread_idx").on(t.conversationId, t.position, t.id),
    index("messages_seq_idx").on(t.conversationId, t.seq),
    index("messages_search_idx").using("gin", t.searchVector),
    index("messages_created_idx").on(t.createdAt),
    index("messages_unsettled_idx")
      .on(t.deliveryStatus, t.id)
      .where(sql`${t.deliveryStatus} in ('failed', 'unknown')`),
    index("messages_client_idx").on(t.clientId, t.id),
    index("messages_outbox_idx")
      .on(t.conversationId, t.id)
      .where(sql`${t.deliveryStatus} in ('queued', 'sending')`),
  ],
);

/** Whom a note mentions, and when they read it; their places in the list of mentions and its badge. */
export const mentions = pgTable(
  "mentions",
  {
    messageId: bigId()
      .notNull()
      .references(() => messages.id, { onDelete: "cascade" }),
    operatorId: bigId()
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    readAt: time(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.operatorId, t.messageId] }),
    index("mentions_unread_idx").on(t.operatorId).where(sql`${t.readAt} is null`),
    index("mentions_message_idx").on(t.messageId),
  ],
);

/** Earlier versions of an edited message, oldest first by place. */
export const messageVersions = pgTable(
  "message_versions",
  {
    id: id(),
    messageId: bigId()
      .notNull()
      .references(() => messages.id, { onDelete: "cascade" }),
    content: text().notNull(),
    entities: jsonb().$type<MessageEntity[]>(),
    /** Null: the same as the message's. */
    kind: text(),
    payload: jsonb().$type<Record<string, unknown>>(),
    /** Its first moment, then those of edits that repeated it; null: not kept. */
    writtenAt: jsonb().$type<Moment[]>(),
    /** Where it stands among the others when it came late, halves between neighbours; null: by its id. */
    place: doublePrecision(),
    replacedAt: createdAt(),
  },
  (t) => [index("message_versions_message_idx").on(t.messageId, t.id)],
);

/** The current reactions on a message, one row for each side of the chat. */
export const messageReactions = pgTable(
  "message_reactions",
  {
    id: id(),
    messageId: bigId()
      .notNull()
      .references(() => messages.id, { onDelete: "cascade" }),
    byClient: boolean().notNull(),
    emoji: text().array().notNull(),
    /** By Telegram's clock, with the update that brought it: an older one that comes late changes nothing. */
    reactedAt: time(),
    updateId: bigId(),
    updatedAt: updatedAt(),
  },
  (t) => [uniqueIndex("message_reactions_key").on(t.messageId, t.byClient)],
);

/** Reactions to messages that are not there yet, at most a week (db/functions/take-early-reaction.sql). */
export const earlyReactions = pgTable(
  "early_reactions",
  {
    botId: bigId().notNull(),
    chatId: bigId().notNull(),
    telegramMessageId: bigId().notNull(),
    emoji: text().array().notNull(),
    reactedAt: time().notNull(),
    updateId: bigId().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.chatId, t.telegramMessageId, t.botId] })],
);
