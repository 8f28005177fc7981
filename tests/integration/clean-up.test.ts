import { afterAll, expect, it } from "vitest";
import { cleanUp } from "@/lib/retention/clean-up";
import { testDatabase } from "../support/database";

const database = await testDatabase();
const { db, sql } = database;
afterAll(() => database.close());

it("deletes what was told to webhooks a month ago, never what is still to be delivered", async () => {
  const [hook] = await sql`insert into webhooks (url, secret, events)
    values ('https://example.com', 'x', '{message.created}') returning id`;
  for (const status of ["delivered", "failed", "pending"]) {
    for (const days of [29, 31]) {
      await sql`insert into webhook_deliveries (webhook_id, event, payload, status, created_at)
        values (${hook?.id}, 'message.created', ${sql.json({ days })}, ${status}, now() - make_interval(days => ${days}))`;
    }
  }
  await cleanUp(db, new AbortController().signal);
  await cleanUp(db, new AbortController().signal);
  const left =
    await sql`select status, payload -> 'days' as days from webhook_deliveries order by id`;
  expect(left).toEqual([
    { status: "delivered", days: 29 },
    { status: "failed", days: 29 },
    { status: "pending", days: 29 },
    { status: "pending", days: 31 },
  ]);
});
