import { sql } from "drizzle-orm";
import type { Context } from "@/lib/context";
import { announce, change } from "@/lib/effects/change";
import { assertOperator } from "@/lib/permissions";
import { getConversation } from "./queries";

/**
 * The actor has seen a conversation: its client messages and the notes that mention them. Their other windows
 * get it, once. Throws `not_found`.
 */
export async function markRead(ctx: Context, conversationId: number): Promise<void> {
  assertOperator(ctx);
  const { operatorId } = ctx.actor;
  const { client, seq } = await getConversation(ctx, conversationId);
  await change(ctx, async (tx) => {
    const rows = await tx.execute(sql`
    with noticed as (
      update mentions m set read_at = now() from messages said
      where m.operator_id = ${operatorId} and m.read_at is null and said.id = m.message_id
        and said.conversation_id = ${conversationId}
      returning m.message_id)
    insert into conversation_reads as mark (conversation_id, operator_id, incoming_read, read_at)
    select v.id, ${operatorId}::bigint, v.incoming_count, now() from conversations v where v.id = ${conversationId}
    on conflict (conversation_id, operator_id) do update
      set incoming_read = excluded.incoming_read, read_at = now(), changed_xid = pg_current_xact_id()
      where mark.incoming_read <> excluded.incoming_read or exists (select 1 from noticed)
    returning 1`);
    const read = { name: "conversation.read", operatorId, conversationId, seq } as const;
    if (rows.length > 0) announce(tx, { ...read, clientId: client.id });
  });
}
