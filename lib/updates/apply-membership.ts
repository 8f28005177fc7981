import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients, conversations } from "@/db/schema";
import { addSystemLine } from "@/lib/messages/add-system-line";
import { blockedWhy, failQueued } from "@/lib/messages/deliver/fail-queued";
import type { ConversationHint } from "@/lib/realtime/publish";
import type { Applied } from "./record-update";

/**
 * The client blocked the bot or came back: sending stops or may go on. These updates come in no order
 * with messages: what is older than the last one, or than the last message, says nothing.
 */
export async function applyMembership(
  tx: Tx,
  telegramId: number,
  isBlocked: boolean,
  at: Date,
): Promise<Applied<ConversationHint>> {
  const [client] = await tx
    .select({ id: clients.id, blockedAt: clients.blockedAt, knownAt: clients.membershipAt })
    .from(clients)
    .where(eq(clients.telegramId, telegramId))
    .for("no key update");
  if (!client) return { ignored: "not_a_client" };
  if (client.knownAt && client.knownAt > at) return { ignored: "membership_is_outdated" };
  const isChange = isBlocked !== (client.blockedAt !== null);
  await tx
    .update(clients)
    .set({ membershipAt: at, ...(isChange ? { blockedAt: isBlocked ? at : null } : {}) })
    .where(eq(clients.id, client.id));
  if (!isChange) return { ignored: "membership_changes_nothing" };
  const [conversation] = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.clientId, client.id));
  if (!conversation) return { ignored: "no_conversation" };
  const kind = isBlocked ? "client_blocked" : "client_unblocked";
  const hint = await addSystemLine(tx, conversation.id, kind);
  if (isBlocked) await failQueued(tx, hint, blockedWhy);
  return { value: hint };
}
