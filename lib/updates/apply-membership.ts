import { eq } from "drizzle-orm";
import { clients, conversations } from "@/db/schema";
import type { ChangeTx } from "@/lib/effects/change";
import { blockedWhy, failQueued } from "@/lib/messages/deliver/fail-queued";
import { addSystemLine } from "@/lib/thread/add-system-line";
import type { Applied } from "./record-update";

/**
 * The client blocked the bot or came back: sending stops or may go on. These updates come in no order
 * with messages: what is older than the last one, or than the last message, says nothing.
 */
export async function applyMembership(
  tx: ChangeTx,
  telegramId: number,
  isBlocked: boolean,
  at: Date,
): Promise<Applied<null>> {
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
  const changed = await addSystemLine(tx, conversation.id, kind);
  if (isBlocked) await failQueued(tx, changed, blockedWhy);
  return { value: null };
}
