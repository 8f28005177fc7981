import { and, eq, sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { attachments, clients, conversations, messages } from "@/db/schema";
import { env } from "@/lib/core/env";
import { logger } from "@/lib/core/logger";
import { failed, notFailed } from "@/lib/core/refusals/why";
import { change } from "@/lib/effects/change";
import type { Outcome, SentAsDocument } from "@/lib/telegram/send";
import { addSystemLine } from "@/lib/thread/add-system-line";
import { touchConversation } from "@/lib/thread/touch-conversation";
import { failQueued } from "./fail-queued";
import { holdBot, stopBot } from "./send-rate";

/**
 * Writes down what became of a `sending` message, by its `Outcome`, or of a `queued` one
 * that could not even be tried. Nothing, when the row was settled by someone else meanwhile.
 */
export async function settleMessage(
  db: Db,
  conversationId: number,
  id: number,
  outcome: Outcome & { asDocument?: SentAsDocument },
  from: "sending" | "queued" = "sending",
): Promise<void> {
  if (outcome.outcome === "wait") await holdBot(db, outcome.seconds);
  if (outcome.outcome === "revoked") {
    logger("sending").error(
      { reason: outcome.reason },
      "the bot token does not work: sending stopped",
    );
    await stopBot(db, outcome.reason);
  }
  await change({ db }, async (tx) => {
    // The client's row comes before the conversation's, as for every update: else the two deadlock.
    if (outcome.outcome === "blocked") {
      await tx.execute(sql`select 1 from clients c join conversations v on v.client_id = c.id
        where v.id = ${conversationId} for no key update of c`);
    }
    const changed = await touchConversation(tx, conversationId, {
      // A second after Telegram answered, so that it sees a second, however long the request took.
      ...(from === "sending" ? { nextSendAt: sql`clock_timestamp() + interval '1 second'` } : {}),
      ...(outcome.outcome === "sent" ? atPosition(outcome.messageId) : {}),
    });
    const [settled] = await tx
      .update(messages)
      .set({ ...columns(outcome), seq: changed.seq })
      .where(and(eq(messages.id, id), eq(messages.deliveryStatus, from)))
      .returning({ id: messages.id });
    if (!settled) return;
    if (outcome.asDocument) await becomeDocument(tx, id, outcome.asDocument);
    if (outcome.outcome !== "blocked") return;
    await tx.update(clients).set({ blockedAt: sql`now()` }).where(eq(clients.id, changed.clientId));
    const later = await addSystemLine(tx, conversationId, "client_blocked");
    await failQueued(tx, later, outcome);
  });
}

/** Telegram did not take the file as what it was: from now on it is a document, with a note that says so. */
async function becomeDocument(tx: Tx, id: number, note: SentAsDocument) {
  await tx
    .update(messages)
    .set({
      kind: "document",
      messageType: "file",
      payload: sql`coalesce(${messages.payload}, '{}') || ${JSON.stringify({ sent_as_document: note })}::jsonb`,
    })
    .where(eq(messages.id, id));
  await tx.update(attachments).set({ kind: "document" }).where(eq(attachments.messageId, id));
}

function atPosition(messageId: number) {
  return {
    lastTelegramMessageId: sql`greatest(${conversations.lastTelegramMessageId}, ${messageId}::bigint)`,
  };
}

const tries = sql`(${messages.attempts} + (${messages.deliveryStatus} = 'queued')::int)`;

function columns(outcome: Outcome) {
  switch (outcome.outcome) {
    case "sent":
      return {
        deliveryStatus: "sent" as const,
        botId: env().BOT_ID,
        telegramMessageId: outcome.messageId,
        position: outcome.messageId,
        sentAt: sql`now()`,
        ...notFailed,
      };
    case "wait":
      return {
        deliveryStatus: "queued" as const,
        // What is longer stands in the bot's row (`holdBot`).
        dueAt: sql`clock_timestamp() + make_interval(secs => least(${outcome.seconds}, 60))`,
      };
    case "again":
      // 5, 10, 20, 40, then every 60 s; a claim has counted its try, a row that was not claimed has not.
      return {
        deliveryStatus: "queued" as const,
        attempts: tries,
        dueAt: sql`clock_timestamp() + make_interval(secs => least(5 * power(2, least(${tries}, 10) - 1), 60))`,
      };
    case "revoked":
      return { deliveryStatus: "queued" as const, ...failed(outcome) };
    case "unknown":
      return { deliveryStatus: "unknown" as const, ...failed(outcome) };
    default:
      return { deliveryStatus: "failed" as const, ...failed(outcome) };
  }
}
