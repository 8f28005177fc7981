import { asc, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { conversations } from "@/db/schema";

/**
 * Gives the kept client the other one's chat. With two chats the one with a Telegram chat survives,
 * else the kept client's own, and the other's lines take the places that their times have in it.
 */
export async function moveConversation(tx: Tx, keepId: number, mergeId: number): Promise<void> {
  const rows = await tx
    .select()
    .from(conversations)
    .where(inArray(conversations.clientId, [keepId, mergeId]))
    .orderBy(asc(conversations.id))
    .for("update");
  const own = rows.find((row) => row.clientId === keepId);
  const other = rows.find((row) => row.clientId === mergeId);
  if (!other) return;
  const survivor = own && own.chatId === null && other.chatId !== null ? other : (own ?? other);
  const emptied = survivor === own ? other : own;
  if (emptied) await moveLines(tx, emptied.id, survivor.id);
  if (emptied) await tx.execute(sql`delete from conversations where id = ${emptied.id}`);
  await tx.execute(
    sql`update messages set client_id = ${keepId} where conversation_id = ${survivor.id} and client_id <> ${keepId}`,
  );
  await tx.execute(
    sql`update conversations set client_id = ${keepId} where id = ${survivor.id} and client_id <> ${keepId}`,
  );
}

async function moveLines(tx: Tx, from: number, to: number) {
  // Lines without a Telegram id are anchored to the last Telegram message before them.
  await tx.execute(sql`
    update messages m set conversation_id = ${to},
      seq = (select seq + 1 from conversations where id = ${to}),
      position = coalesce((select max(o.position) from messages o
        where o.conversation_id = ${to} and o.created_at <= m.created_at), 0)
    where m.conversation_id = ${from}`);
  // One case may be open at a time: the survivor's.
  await tx.execute(sql`
    update cases set closed_at = now() where conversation_id = ${from} and closed_at is null
      and exists (select 1 from cases c where c.conversation_id = ${to} and c.closed_at is null)`);
  await tx.execute(sql`update cases set conversation_id = ${to} where conversation_id = ${from}`);
  await tx.execute(sql`
    insert into drafts (conversation_id, operator_id, content, note, is_note, updated_at)
    select ${to}, operator_id, content, note, is_note, updated_at from drafts where conversation_id = ${from}
    on conflict do nothing`);
  await tx.execute(sql`
    update conversations v set seq = v.seq + 1, changed_xid = pg_current_xact_id(),
      incoming_count = v.incoming_count + f.incoming_count,
      unanswered_count = v.unanswered_count + f.unanswered_count,
      waiting_since = least(v.waiting_since, f.waiting_since),
      last_message_at = greatest(v.last_message_at, f.last_message_at),
      last_message_id = case when f.last_message_at > coalesce(v.last_message_at, '-infinity')
        then f.last_message_id else v.last_message_id end
    from conversations f where v.id = ${to} and f.id = ${from}`);
}
