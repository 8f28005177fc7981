import type { Update } from "grammy/types";
import type postgres from "postgres";
import { handleUpdate } from "@/bot/handle-update";
import { updatesFrom } from "./telegram-updates";

/** New people who write to the bot, and what is kept of it. */
export function writingClients(sql: postgres.Sql) {
  let nextPerson = 900_000;

  async function deliver(update: { update_id: number }) {
    await handleUpdate(structuredClone(update) as unknown as Update);
    const [row] = await sql`select status, reason, payload from raw_updates
      where update_id = ${update.update_id}`;
    return row as { status: string; reason: string | null; payload: unknown };
  }

  function person() {
    const id = nextPerson++;
    return {
      id,
      ...updatesFrom(id),
      async client() {
        const [row] = await sql`select c.id::int, c.source, c.phone, c.first_name, v.work_state,
          v.unanswered_count::int as waiting, (select count(*)::int from cases k where k.conversation_id = v.id) as cases
          from clients c join conversations v on v.client_id = c.id where c.telegram_id = ${id}`;
        return row;
      },
      lines:
        () => sql`select m.kind, m.content, m.sender_type, m.payload, m.edited_at from messages m
        join clients c on c.id = m.client_id where c.telegram_id = ${id} order by m.position, m.id`,
    };
  }

  return { deliver, person };
}
