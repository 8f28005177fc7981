import { and, eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { clients, conversations, messages } from "@/db/schema";
import { touchConversation } from "@/lib/conversations/touch-conversation";
import { env } from "@/lib/core/env";
import { logger } from "@/lib/core/logger";
import type { ConversationHint } from "@/lib/realtime/publish";
import type { Outcome } from "@/lib/telegram/send";
import { addSystemLine } from "./add-system-line";
import { holdBot, stopBot } from "./send-rate";

/**
 * Writes down what became of a `sending` message, by the table in telegram.md. Answers the hint to
 * publish, or null when the row was settled by someone else meanwhile.
 */
export async function settleMessage(
  db: Db,
  conversationId: number,
  id: number,
  outcome: Outcome,
): Promise<ConversationHint | null> {
  if (outcome.outcome === "wait" && outcome.isBotWide) {
    await holdBot(db, new Date(Date.now() + outcome.seconds * 1000));
  }
  if (outcome.outcome === "revoked") {
    logger("sending").error(
      { reason: outcome.reason },
      "the bot token does not work: sending stopped",
    );
    await stopBot(db, outcome.reason);
  }
  return db.transaction(async (tx) => {
    const changes = outcome.outcome === "sent" ? atPosition(outcome.messageId) : {};
    const hint = await touchConversation(tx, conversationId, changes);
    const [settled] = await tx
      .update(messages)
      .set({ ...columns(outcome), seq: hint.seq })
      .where(and(eq(messages.id, id), eq(messages.deliveryStatus, "sending")))
      .returning({ id: messages.id });
    if (!settled) return null;
    if (outcome.outcome !== "blocked") return hint;
    await tx.update(clients).set({ blockedAt: new Date() }).where(eq(clients.id, hint.clientId));
    const later = await addSystemLine(tx, conversationId, "client_blocked");
    await tx
      .update(messages)
      .set({ deliveryStatus: "failed", failureReason: outcome.reason, seq: later.seq })
      .where(
        and(eq(messages.conversationId, conversationId), eq(messages.deliveryStatus, "queued")),
      );
    return later;
  });
}

function atPosition(messageId: number) {
  return {
    lastTelegramMessageId: sql`greatest(${conversations.lastTelegramMessageId}, ${messageId}::bigint)`,
  };
}

function columns(outcome: Outcome) {
  switch (outcome.outcome) {
    case "sent":
      return {
        deliveryStatus: "sent" as const,
        botId: env().BOT_ID,
        telegramMessageId: outcome.messageId,
        position: outcome.messageId,
        sentAt: new Date(),
        failureReason: null,
      };
    case "wait":
      return {
        deliveryStatus: "queued" as const,
        dueAt: new Date(Date.now() + outcome.seconds * 1000),
      };
    case "revoked":
      return { deliveryStatus: "queued" as const, failureReason: outcome.reason };
    case "unknown":
      return { deliveryStatus: "unknown" as const, failureReason: outcome.reason };
    default:
      return { deliveryStatus: "failed" as const, failureReason: outcome.reason };
  }
}
