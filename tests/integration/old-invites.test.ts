import { readFileSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { createInvite } from "@/lib/operators/create-invite";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

const { db, sql, close } = await testDatabase();
const make = teamMaker(db, sql);
afterAll(close);

/** What the migration does to rows that an earlier version stored. */
const covering = readFileSync("db/migrations/0017_cover_old_invites.sql", "utf8");

it("the migration removes an invite from everything stored before invites were covered", async () => {
  const home = await make.department("Отдел");
  const admin = await make.as(await make.person("admin", null));
  const { command } = await createInvite(admin, { role: "operator", department_id: home });
  const token = command.replace("/start ", "");
  expect(token).toMatch(/^inv_[\w-]{24}$/);
  const words = `До ${token}, после inv_short`;
  const client = await make.client(home);
  const conversation = await make.conversation(client);
  await sql`update clients set source = ${token} where id = ${client}`;
  await sql`insert into raw_updates (bot_id, update_id, kind, payload)
    values (1, 1, 'message', ${sql.json({ message: { text: words, caption: token } })})`;
  const [message] =
    await sql`insert into messages (conversation_id, client_id, sender_type, kind, content,
      message_type, delivery_status, position, seq, payload)
    values (${conversation}, ${client}, 'client', 'text', ${words}, 'text', 'received', 1, 1,
      ${sql.json({ quote: words })}) returning id`;
  await sql`insert into message_versions (message_id, content, payload)
    values (${message?.id}, ${words}, ${sql.json({ quote: words })})`;
  await sql`insert into messages (conversation_id, client_id, sender_type, operator_id, kind, content,
      message_type, delivery_status, position, seq)
    values (${conversation}, ${client}, 'operator', ${admin.actor.operatorId}, 'text', ${token}, 'text',
      'queued', 2, 2)`;
  for (let twice = 0; twice < 2; twice++) {
    for (const statement of covering.split("--> statement-breakpoint")) await sql.unsafe(statement);
  }
  const [row] = await sql`select
    (select source from clients where id = ${client}) as source,
    (select payload::text from raw_updates) as raw,
    (select content || payload::text from messages where sender_type = 'client') as message,
    (select content || payload::text from message_versions) as version,
    (select char_length(content) from messages where sender_type = 'client') as length,
    (select content from messages where sender_type = 'operator') as ours`;
  const { ours, length, ...stored } = row ?? {};
  for (const text of Object.values(stored)) {
    expect(text).not.toContain(token.slice(4));
    if (text !== "inv_hidden") expect(text).toContain("inv_short");
  }
  // Styles count the characters; what waits to be sent is not changed.
  expect([length, ours]).toEqual([words.length, token]);
});
