import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, expect, inject, it } from "vitest";
import { connect } from "@/db/client";
import { restoreBackup } from "@/lib/backup/restore-backup";
import { writeBackup } from "@/lib/backup/write-backup";
import type { OperatorContext } from "@/lib/context";
import { conversationChanges } from "@/lib/conversations/changes";
import { markRead } from "@/lib/conversations/mark-read";
import { conversationCounts } from "@/lib/conversations/queries";
import { change } from "@/lib/effects/change";
import { touchConversation } from "@/lib/thread/touch-conversation";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { waitFor } from "../support/wait-for";

const { db, sql, url, close } = await testDatabase();
const make = teamMaker(db, sql);
const folder = mkdtempSync(join(tmpdir(), "crm-changes-"));
const elsewhere = new URL(url);
elsewhere.pathname = "/postgres";
const opened: postgres.Sql[] = [];
let admin: OperatorContext;
const ids: number[] = [];

beforeAll(async () => {
  const department = await make.department("Поддержка");
  admin = await make.as(await make.person("admin", null));
  for (let count = 0; count < 300; count++)
    ids.push(await make.conversation(await make.client(department)));
});
afterEach(async () => {
  for (const one of opened.splice(0)) await one.end({ timeout: 1 });
});
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});

/** A transaction with an id of its own that stays open; in another database of the cluster where said. */
async function openTransaction(address: string, act = "select pg_current_xact_id()") {
  const other = postgres(address, { max: 1, onnotice() {} });
  opened.push(other);
  await other.unsafe("begin");
  await other.unsafe(act);
  return () => other.unsafe("commit");
}

const touch = (id: number) => change({ db }, (tx) => touchConversation(tx, id));
const touched = (from: number, to: number) => Promise.all(ids.slice(from, to).map(touch));
const ask = (after?: string, ctx = admin) => conversationChanges(ctx, { after });
const idsOf = ({ results }: Awaited<ReturnType<typeof ask>>) =>
  results.map(({ id }) => id).sort((a, b) => a - b);

it.each([
  ["of the desk's own database", url],
  ["in another database of the cluster", elsewhere.href],
])("gives each change once while a transaction %s stays open", async (_, address) => {
  const commit = await openTransaction(address);
  let { next_after: after } = await ask();
  for (let round = 0; round < 6; round++) {
    await touched(round * 50, round * 50 + 50);
    const changes = await ask(after);
    expect(changes.is_reset).toBe(false);
    expect(idsOf(changes)).toEqual(ids.slice(round * 50, round * 50 + 50));
    after = changes.next_after;
    expect((await ask(after)).results).toEqual([]);
  }
  await commit();
  expect(await ask(after)).toMatchObject({ results: [], is_reset: false });
});

it("never steps over a change that commits late", async () => {
  const [late = 0, early = 0] = ids;
  const commit = await openTransaction(
    url,
    `update conversations set seq = seq + 1, changed_xid = pg_current_xact_id() where id = ${late}`,
  );
  const { next_after: before } = await ask();
  await touch(early);
  const first = await ask(before);
  expect(idsOf(first)).toEqual([early]);
  await commit();
  const second = await ask(first.next_after);
  expect(idsOf(second)).toEqual([late]);
  expect((await ask(second.next_after)).results).toEqual([]);
});

it("asks for the whole list once when more than a page has changed, and takes an older page's mark", async () => {
  const { next_after: after } = await ask();
  await touched(0, 250);
  const changes = await ask(after);
  expect(changes).toMatchObject({ is_reset: true, results: [] });
  expect(await ask(changes.next_after)).toMatchObject({ is_reset: false, results: [] });
  // The oldest open transaction of the whole Postgres, in which other suites work too.
  const isTaken = async () => {
    const [oldest = "0"] = (await ask()).next_after.split(":");
    return !(await ask(oldest)).is_reset;
  };
  await waitFor(isTaken, "an older page's mark to be taken");
});

it("is quiet in a database that a backup was restored into, whose transactions are younger", async () => {
  // The source's ids lie far in the future of the new cluster's.
  await sql`update conversations set changed_xid = '9000000000'`;
  const file = join(folder, "desk.backup");
  await writeBackup(sql, file, false);
  const address = new URL(inject("adminUrl"));
  const server = postgres(address.href, { max: 1, onnotice() {} });
  opened.push(server);
  const name = `restored_${Date.now()}`;
  await server.unsafe(`create database ${name} template crm_template`);
  address.pathname = `/${name}`;
  const target = connect(address.href);
  await restoreBackup(target.raw, file);
  const [future] = await target.raw`select count(*)::int as n from conversations
    where changed_xid > pg_snapshot_xmax(pg_current_snapshot())`;
  expect(future?.n).toBe(0);
  await expectQuiet({ ...admin, db: target.db });
  await target.close();
});

it("is quiet, too, where another tool brought ids of another cluster along", async () => {
  await sql`update conversations set changed_xid = '9000000000'`;
  await sql`update conversation_reads set changed_xid = '9000000000'`;
  await expectQuiet(admin);
  const { next_after: after } = await ask();
  await touched(0, 3);
  expect(idsOf(await ask(after))).toEqual(ids.slice(0, 3));
});

async function expectQuiet(ctx: OperatorContext) {
  // What a page still knew of the old cluster: one full reload, then nothing.
  const first = await ask("9000000001:9000000001:", ctx);
  expect(first.is_reset).toBe(true);
  let after = first.next_after;
  for (let round = 0; round < 3; round++) {
    const changes = await ask(after, ctx);
    expect(changes).toMatchObject({ is_reset: false, results: [], gone: [] });
    after = changes.next_after;
  }
}

it("tells a person's other windows what was read in this one, and nobody else", async () => {
  const [id = 0] = ids;
  const colleague = await make.as(await make.person("admin", null));
  await sql`update conversations set incoming_count = 3, unanswered_count = 3,
    changed_xid = pg_current_xact_id() where id = ${id}`;
  const { next_after: after } = await ask();
  expect((await conversationCounts(admin, {})).unread).toBe(1);
  await markRead(admin, id);
  const changes = await ask(after);
  expect(changes.results).toMatchObject([{ id, unread_count: 0 }]);
  expect((await conversationCounts(admin, {})).unread).toBe(0);
  expect((await ask(after, colleague)).results).toEqual([]);
  // Read again, it is no news: two windows that show it would tell each other for ever.
  await markRead(admin, id);
  expect((await ask(changes.next_after)).results).toEqual([]);
});
