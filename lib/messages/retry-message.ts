import { and, eq, inArray, isNull } from "drizzle-orm";
import { clients, messages } from "@/db/schema";
import { visibleClients } from "@/lib/access/visible-clients";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { notFailed } from "@/lib/core/refusals/why";
import { announce, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan, assertOperator } from "@/lib/permissions";
import { touchConversation } from "@/lib/thread/touch-conversation";
import { clientBlocked } from "./client-blocked";
import { messagesFor } from "./message-dto";
import type { Message } from "./schemas";

/** A person decides to send a failed or unknown message again. Throws `not_found`, `conflict` (or the client blocked the bot). */
export async function retryMessage(ctx: Context, id: number): Promise<Message> {
  assertCan(ctx, "messages.send");
  assertOperator(ctx);
  await change(ctx, async (tx) => {
    const [row] = await tx
      .select({ conversationId: messages.conversationId, blockedAt: clients.blockedAt })
      .from(messages)
      .innerJoin(clients, eq(clients.id, messages.clientId))
      .where(and(eq(messages.id, id), visibleClients(ctx.actor)));
    if (!row) throw notFound("message");
    if (row.blockedAt) throw clientBlocked();
    const touched = await touchConversation(tx, row.conversationId);
    const [queued] = await tx
      .update(messages)
      .set({
        deliveryStatus: "queued",
        ...notFailed,
        dueAt: null,
        attempts: 0,
        seq: touched.seq,
      })
      .where(
        and(
          eq(messages.id, id),
          inArray(messages.deliveryStatus, ["failed", "unknown"]),
          isNull(messages.deletedAt),
        ),
      )
      .returning({ id: messages.id });
    if (!queued) throw new AppError("conflict", "message.notFailed");
    await writeLog(tx, ctx, {
      action: "message_retried",
      description: `Message ${id}`,
      clientId: touched.clientId,
    });
    announce(tx, { name: "message.queued", conversationId: row.conversationId });
  });
  const [message] = await messagesFor(ctx, [id]);
  if (!message) throw notFound("message");
  return message;
}
