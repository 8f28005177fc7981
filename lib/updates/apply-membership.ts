import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients, conversations } from "@/db/schema";
import { addSystemLine } from "@/lib/messages/add-system-line";
import { blockedReason, failQueued } from "@/lib/messages/fail-queued";
import type { ConversationHint } from "@/lib/realtime/publish";
import type { Applied } from "./record-update";

/** The client blocked the bot or came back: sending stops or may go on. */
export async function applyMembership(
  tx: Tx,
  telegramId: number,
  isBlocked: boolean,
  at: Date,
): Promise<Applied<ConversationHint>> {
  const [client] = await tx
    .update(clients)
    .set({ blockedAt: isBlocked ? at : null })
    .where(eq(clients.telegramId, telegramId))
    .returning({ id: clients.id });
  if (!client) return { ignored: "not_a_client" };
  const [conversation] = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.clientId, client.id));
  if (!conversation) return { ignored: "no_conversation" };
  const kind = isBlocked ? "client_blocked" : "client_unblocked";
  const hint = await addSystemLine(tx, conversation.id, kind);
  if (isBlocked) await failQueued(tx, hint, blockedReason);
  return { value: hint };
}
