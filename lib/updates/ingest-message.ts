import { db, rawSql } from "@/db/client";
import { env } from "@/lib/core/env";
import { logger } from "@/lib/core/logger";
import { hasCode } from "@/lib/core/outage";
import { places } from "@/lib/core/places";
import { second } from "@/lib/core/time";
import { deliver } from "@/lib/effects/deliver";
import type { ChangeEvent } from "@/lib/effects/events";
import { withTimeout } from "@/lib/queue/with-timeout";
import { lockPatience, noteQueue, Outwaited, queuePatience } from "./chat-turn";

/** A client's message as plain data; `bot/describe-message.ts` makes it of a cleaned update. */
export type IncomingMessage = {
  client: {
    telegram_id: number;
    first_name: string;
    last_name: string;
    username: string | null;
    language_code: string | null;
  };
  message: {
    message_id: number;
    /** Unix seconds. */
    date: number;
    message_type: "text" | "file" | "image" | "system";
    kind: string;
    content: string;
    entities: unknown[] | null;
    payload: Record<string, unknown> | null;
    media_group_id: string | null;
    /** Telegram's id of the message replied to. */
    reply_to: number | null;
  };
  attachments: IncomingAttachment[];
  /** The `/start` payload. */
  source?: string | null;
  /** A system line: nobody waits for an answer to it. */
  system?: boolean;
  /** A line that Telegram wrote by itself: the conversation does not even move up. */
  quiet?: boolean;
  /** Unix seconds: an edit whose message may never have come. */
  edited_at?: number;
  /** The sender's own phone number, given as a contact. */
  own_phone?: string;
  /** An automatic answer, queued in the same transaction: exactly one, whatever is repeated. */
  reply?: string;
  /** Queued only outside the hours of the client's department, at most once in 12 hours. */
  away?: string;
};

export type IncomingAttachment = {
  kind: string;
  name: string;
  mime_type: string;
  /** Bytes. */
  size: number | null;
  width: number | null;
  height: number | null;
  duration: number | null;
  file_id: string;
  file_unique_id: string;
  status: "pending" | "too_big";
};

export type UpdateFacts = { botId: number; updateId: number; kind: string; raw: object };

/** `known`: nothing is stored, because it is another version of a message that is there (`applyEdit`). */
type Outcome = "duplicate" | "from_operator" | "known" | "failed" | "applied";

type Row = {
  outcome: Outcome;
  reason?: string;
  conversation_id: number;
  client_id: number;
  seq: number;
  department_id: number | null;
  assigned_operator_id: number | null;
  /** An automatic answer was queued with it. */
  is_answered: boolean;
  /** Nobody had a place: the department's manager is to be alerted. */
  is_left_waiting: boolean;
  /** Somebody kept the department's lock: the client is in the queue, and the queue is to be drained. */
  is_passed_over: boolean;
  attachment_ids: number[];
};

/** Milliseconds: within the webhook's budget, the wait for a connection included. */
const longest = 10 * second;

/**
 * Stores a message with its raw update, client, conversation, work state, assignment and automatic
 * answer in one transaction and one round trip. A repeated update changes nothing; one that cannot be
 * applied is kept with its reason. What follows is announced. The input is clean (`cleanUpdate`). Rejects
 * only when Postgres could not store it at all, or has not in 10 s: then the statement is cancelled and
 * its connection free.
 */
export async function ingestMessage(
  update: UpdateFacts,
  incoming: IncomingMessage,
): Promise<Outcome> {
  const given = {
    bot_id: update.botId,
    update_id: update.updateId,
    kind: update.kind,
    raw: update.raw,
    edited_at: null,
    ...incoming,
    // Trigger.dev has no queue in our database: it is called after the commit.
    wake: env().JOBS_ENGINE === "embedded",
  };
  const deadline = performance.now() + longest;
  connections ??= places(rawSql().options.max);
  const result = await connections(() => {
    if (performance.now() > deadline)
      return Promise.reject(new Outwaited("no connection was free"));
    const patience = { lock_ms: lockPatience(), queue_ms: queuePatience() };
    return call(JSON.stringify({ ...given, ...patience }), deadline);
  });
  if (result.outcome === "failed") {
    const reason = result.reason ?? "unknown";
    logger("updates").error({ updateId: update.updateId, reason }, "update not applied");
  }
  if (result.outcome === "applied") {
    noteQueue(result.is_passed_over);
    await announceStored(result);
  }
  return result.outcome;
}

/** The statement was a transaction of its own, in which the embedded queue got its jobs (`wake`). */
async function announceStored(row: Row): Promise<void> {
  const { conversation_id: conversationId, department_id: departmentId } = row;
  const change = { conversationId, clientId: row.client_id, seq: row.seq, departmentId };
  const events: ChangeEvent[] = [
    { name: "conversation.changed", ...change, assignedOperatorId: row.assigned_operator_id },
  ];
  for (const attachmentId of row.attachment_ids)
    events.push({ name: "file.awaited", attachmentId });
  if (row.is_passed_over) events.push({ name: "placement.postponed" });
  if (row.is_answered) events.push({ name: "message.queued", conversationId });
  if (row.is_left_waiting) events.push({ name: "client.leftWaiting", departmentId });
  await deliver(db(), events);
}

/** One statement for each connection: postgres.js would send more behind one that waits for a lock. */
let connections: ReturnType<typeof places> | undefined;

async function call(input: string, deadline: number): Promise<Row> {
  const asking = rawSql()<
    { result: Row }[]
  >`select ingest_message(${input}::text::jsonb) as result`;
  const timer = setTimeout(() => asking.cancel(), deadline - performance.now());
  try {
    // A connection that is lost silently takes no cancelling either: its place must not go with it.
    const longest = deadline + second - performance.now();
    const [row] = await withTimeout(longest, asking, (message) => new Outwaited(message));
    if (!row) throw new Error("ingest_message returned nothing");
    return row.result;
  } catch (error) {
    if (hasCode(error, /^CRM02$/)) return { outcome: "known" } as Row;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
