import { and, eq, isNull } from "drizzle-orm";
import { clients, messages } from "@/db/schema";
import { visibleClients } from "@/lib/access/visible-clients";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { notFailed } from "@/lib/core/refusals/why";
import { change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan, assertOperator } from "@/lib/permissions";
import { touchConversation } from "@/lib/thread/touch-conversation";
import { messagesFor } from "./message-dto";
import type { Message } from "./schemas";

/**
 * A person has seen that a message of unknown fate did arrive: it counts as sent, and is not offered
 * to be sent again. Telegram's id of it stays unknown. Throws `not_found`, `conflict`.
 */
export async function confirmMessage(ctx: Context, id: number): Promise<Message> {
  assertCan(ctx, "messages.send");
  assertOperator(ctx);
  await change(ctx, async (tx) => {
    const [row] = await tx
      .select({ conversationId: messages.conversationId })
      .from(messages)
      .innerJoin(clients, eq(clients.id, messages.clientId))
      .where(and(eq(messages.id, id), visibleClients(ctx.actor)));
    if (!row) throw notFound("message");
    const touched = await touchConversation(tx, row.conversationId);
    const [confirmed] = await tx
      .update(messages)
      .set({ deliveryStatus: "sent", ...notFailed, seq: touched.seq })
      .where(
        and(
          eq(messages.id, id),
          eq(messages.deliveryStatus, "unknown"),
          isNull(messages.deletedAt),
        ),
      )
      .returning({ id: messages.id });
    if (!confirmed) {
      throw new AppError("conflict", "message.notUnknown");
    }
    await writeLog(tx, ctx, {
      action: "message_confirmed",
      description: `Message ${id}`,
      clientId: touched.clientId,
    });
  });
  const [message] = await messagesFor(ctx, [id]);
  if (!message) throw notFound("message");
  return message;
}
