import { eq, type SQL, sql } from "drizzle-orm";
import type { PgUpdateSetSource } from "drizzle-orm/pg-core";
import { clients, conversations } from "@/db/schema";
import { notFound } from "@/lib/core/errors";
import { announce, type ChangeTx } from "@/lib/effects/change";
import type { ConversationChanged } from "@/lib/realtime/events";

/**
 * Takes the conversation's next sequence number, under its row lock, together with the given
 * changes, and announces the change. Every visible change of a conversation or of a message in it goes
 * through here, first thing in its transaction; give the returned `seq` to the changed messages. Throws
 * `not_found`.
 */
export async function touchConversation(
  tx: ChangeTx,
  conversationId: number,
  changes: PgUpdateSetSource<typeof conversations> | Record<string, SQL> = {},
): Promise<ConversationChanged> {
  const [row] = await tx
    .update(conversations)
    .set({
      ...changes,
      seq: sql`${conversations.seq} + 1`,
      changedXid: sql`pg_current_xact_id()`,
    })
    .from(clients)
    .where(
      sql`${eq(conversations.id, conversationId)} and ${eq(clients.id, conversations.clientId)}`,
    )
    .returning({
      conversationId: conversations.id,
      clientId: clients.id,
      seq: conversations.seq,
      departmentId: clients.departmentId,
      assignedOperatorId: clients.assignedOperatorId,
    });
  if (!row) throw notFound("conversation");
  announce(tx, { name: "conversation.changed", ...row });
  const { clientId, seq } = row;
  return { conversationId, clientId, seq };
}
