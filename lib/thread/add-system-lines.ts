import { sql } from "drizzle-orm";
import { announce, type ChangeTx } from "@/lib/effects/change";

/** A line for a client's thread; without a `kind` the conversation only counts as changed. */
export type SystemLine = {
  clientId: number;
  kind?: string;
  payload?: Record<string, unknown>;
};

/**
 * `touchConversation` and `addSystemLine` for many clients in one statement: each conversation takes
 * one sequence number for all its lines. Clients without a conversation are left out. Call with the
 * clients' rows locked.
 */
export async function addSystemLines(tx: ChangeTx, lines: SystemLine[]): Promise<void> {
  if (lines.length === 0) return;
  const input = lines.map(({ clientId, kind = null, payload = null }, place) => ({
    client_id: clientId,
    kind,
    payload,
    place,
  }));
  const rows = await tx.execute<{
    id: string;
    client_id: string;
    seq: string;
    department_id: string | null;
    assigned_operator_id: string | null;
  }>(sql`
    with line as (
      select * from jsonb_to_recordset(${JSON.stringify(input)}::text::jsonb)
        as l(client_id bigint, kind text, payload jsonb, place int)
    ), touched as (
      update conversations v set seq = v.seq + 1, changed_xid = pg_current_xact_id(), updated_at = now()
      from clients c where c.id = v.client_id and c.id in (select client_id from line)
      returning v.id, v.client_id, v.seq, v.last_telegram_message_id, c.department_id, c.assigned_operator_id
    ), written as (
      insert into messages (conversation_id, client_id, sender_type, message_type, kind, payload, delivery_status, position, seq)
      select t.id, t.client_id, 'system', 'system', l.kind, l.payload, 'received', t.last_telegram_message_id, t.seq
      from line l join touched t using (client_id) where l.kind is not null order by l.place
    )
    select id, client_id, seq, department_id, assigned_operator_id from touched`);
  const number = (text: string | null) => (text === null ? null : Number(text));
  for (const row of rows) {
    announce(tx, {
      name: "conversation.changed",
      conversationId: Number(row.id),
      clientId: Number(row.client_id),
      seq: Number(row.seq),
      departmentId: number(row.department_id),
      assignedOperatorId: number(row.assigned_operator_id),
    });
  }
}
