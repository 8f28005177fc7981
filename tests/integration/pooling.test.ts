import { sql as query } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { connect } from "@/db/client";
import { hasCode } from "@/lib/core/outage";
import { testDatabase } from "../support/database";

// A transaction pooler gives each transaction any of its connections: what one query prepared, the
// next may not find. So with such an address nothing may stay prepared.
const database = await testDatabase();
afterAll(database.close);

/** Statements that stay prepared on the connection of each client after it was used. */
async function preparedWith(parameters: string) {
  const url = new URL(database.url);
  url.search = parameters;
  const { db, raw, close } = connect(url.href, 1);
  const count = query`select count(*)::int as n from pg_prepared_statements where name <> ''`;
  const id = 7;
  await db.transaction((tx) => tx.execute(query`select ${id}::int`));
  // The raw client has two connections, each with its own list.
  const held = await raw.begin(async (tx) => {
    await tx`select ${id}::int`;
    const [row] = await tx`select count(*)::int as n from pg_prepared_statements where name <> ''`;
    return row?.n as number;
  });
  const [row] = await db.execute<{ n: number }>(count);
  await close();
  return { drizzle: row?.n, raw: held };
}

describe("a database address", () => {
  it("keeps hot statements prepared on a direct connection", async () => {
    expect((await preparedWith("")).raw).toBeGreaterThan(0);
  });

  it.each(["pgbouncer=true", "prepare=false"])("prepares nothing with %s", async (parameters) => {
    expect(await preparedWith(parameters)).toEqual({ drizzle: 0, raw: 0 });
  });

  it("may carry parameters that only other clients know", async () => {
    const parameters = "sslmode=disable&channel_binding=disable&connection_limit=1";
    expect((await preparedWith(parameters)).raw).toBeGreaterThan(0);
  });
});

it.each(["", "pgbouncer=true"])("a kept lock is given up in time with %j", async (parameters) => {
  const url = new URL(database.url);
  url.search = parameters;
  const limited = connect(url.href, 2, { lock_timeout: 200 });
  const lock = query`select pg_advisory_xact_lock(99, 1)`;
  const refused = await database.db.transaction(async (tx) => {
    await tx.execute(lock);
    return limited.db.transaction((other) => other.execute(lock)).catch((error: unknown) => error);
  });
  expect(hasCode(refused, /^55P03$/)).toBe(true);
  // A session that somebody else gets next has not kept it.
  const [row] = await limited.db.execute<{ limit: string }>(
    query`select current_setting('lock_timeout') as limit`,
  );
  expect(row?.limit).toBe(parameters ? "0" : "200ms");
  await limited.close();
});
