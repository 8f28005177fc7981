import { sql } from "drizzle-orm";
import {
  boolean,
  customType,
  index,
  integer,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { clients } from "./clients";
import { bigId, createdAt, id, time, updatedAt } from "./columns";
import { operators } from "./operators";

export const workState = pgEnum("work_state", ["needs_reply", "waiting_client", "snoozed", "done"]);

// A 64-bit transaction id: "changed after N" reads compare it with a snapshot's xmin, so that a
// change which commits late is still seen (a plain sequence would let a reader step over it).
const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });

export const conversations = pgTable(
  "conversations",
  {
    id: id(),
    clientId: bigId()
      .notNull()
      .unique()
      .references(() => clients.id, { onDelete: "cascade" }),
    /** Telegram's chat id (private chat: the client's id). */
    chatId: bigId().unique(),
    /** Grows by one with each visible change, under this row's lock. */
    seq: bigId().notNull().default(0),
    changedXid: xid8().notNull().default(sql`pg_current_xact_id()`),
    workState: workState().notNull().default("waiting_client"),
    /** Who has the client while this is open, kept by triggers: places taken are counted by it. */
    openOperatorId: bigId(),
    /** When the oldest unanswered client message came; null: nobody waits. */
    waitingSince: time(),
    snoozedUntil: time(),
    incomingCount: integer().notNull().default(0),
    unansweredCount: integer().notNull().default(0),
    lastMessageId: bigId(),
    lastMessageAt: time(),
    /** The highest Telegram message id seen: where lines without one are anchored. */
    lastTelegramMessageId: bigId().notNull().default(0),
    /** The sender may not call Telegram for this chat before this moment (1/s, 429). */
    nextSendAt: time(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    // Read backwards; the expression is that of lib/conversations/select-conversations.ts.
    index("conversations_recent_idx").on(sql`coalesce(${t.lastMessageAt}, ${t.createdAt})`, t.id),
    index("conversations_waiting_idx")
      .on(t.waitingSince, t.id)
      .where(sql`${t.waitingSince} is not null`),
    // Few rows are open at once: what counts load and drains queues reads only these.
    index("conversations_open_idx").on(t.clientId).where(sql`${t.workState} <> 'done'`),
    index("conversations_load_idx")
      .on(t.openOperatorId)
      .where(sql`${t.openOperatorId} is not null`),
    index("conversations_changed_idx").on(t.changedXid, t.id),
    index("conversations_snoozed_idx").on(t.snoozedUntil).where(sql`${t.snoozedUntil} is not null`),
  ],
);

/** How far an operator has read a conversation, as the count of client messages seen. */
export const conversationReads = pgTable(
  "conversation_reads",
  {
    conversationId: bigId()
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    operatorId: bigId()
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    incomingRead: integer().notNull().default(0),
    readAt: createdAt(),
    /** As a conversation's: the person's other windows find what was read in this one. */
    changedXid: xid8().notNull().default(sql`pg_current_xact_id()`),
  },
  (t) => [
    primaryKey({ columns: [t.conversationId, t.operatorId] }),
    index("conversation_reads_changed_idx").on(t.operatorId, t.changedXid),
  ],
);

/** What an operator has typed and not sent yet: an answer and, apart from it, a note. */
export const drafts = pgTable(
  "drafts",
  {
    conversationId: bigId()
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    operatorId: bigId()
      .notNull()
      .references(() => operators.id, { onDelete: "cascade" }),
    /** The answer to the client. */
    content: text().notNull(),
    note: text().notNull().default(""),
    /** The note was typed last. */
    isNote: boolean().notNull().default(false),
    updatedAt: updatedAt(),
  },
  (t) => [primaryKey({ columns: [t.conversationId, t.operatorId] })],
);

/** One episode of the endless chat: a client's message after "done" opens the next. */
export const cases = pgTable(
  "cases",
  {
    id: id(),
    conversationId: bigId()
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    openedAt: createdAt(),
    firstResponseAt: time(),
    firstResponseOperatorId: bigId().references(() => operators.id, { onDelete: "set null" }),
    closedAt: time(),
    closedByOperatorId: bigId().references(() => operators.id, { onDelete: "set null" }),
  },
  (t) => [
    uniqueIndex("cases_one_open").on(t.conversationId).where(sql`${t.closedAt} is null`),
    index("cases_conversation_idx").on(t.conversationId, t.id),
    index("cases_opened_idx").on(t.openedAt),
  ],
);
