import { afterAll, expect, it } from "vitest";
import { settleMessage } from "@/lib/messages/deliver/settle-message";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { waitFor } from "../support/wait-for";

const database = await testDatabase();
const { db, sql } = database;
const team = teamMaker(db, sql);
afterAll(database.close);

it("a refusal by a client who blocked the bot waits for the client before it holds the conversation", async () => {
  const client = await team.client(await team.department("Отдел"));
  const conversation = await team.conversation(client);
  const [message] = await sql`insert into messages
    (conversation_id, client_id, sender_type, kind, message_type, content, delivery_status, position, seq)
    values (${conversation}, ${client}, 'operator', 'text', 'text', 'Ау', 'sending', 1, 1) returning id`;
  const id = Number(message?.id);
  let settled: Promise<unknown> = Promise.resolve();
  await sql.begin(async (tx) => {
    await tx`update clients set blocked_at = null where id = ${client}`;
    settled = settleMessage(db, conversation, id, { outcome: "blocked", reason: "Forbidden" });
    const waits = () => sql`select 1 from pg_locks where not granted`.then((rows) => rows.length);
    await waitFor(waits, "the second one to wait");
    // As my_chat_member does: the client's row, then the conversation's.
    await tx`select 1 from conversations where id = ${conversation} for update nowait`;
  });
  await settled;
  const [row] = await sql`select blocked_at from clients where id = ${client}`;
  expect(row?.blocked_at).not.toBeNull();
});
