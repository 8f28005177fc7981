import type { Update } from "grammy/types";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { handleUpdate } from "@/bot/handle-update";
import type { OperatorContext } from "@/lib/context";
import { listFailedUpdates } from "@/lib/updates/failed-updates";
import { putBackReplays, replayUpdate } from "@/lib/updates/replay-update";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { updatesFrom } from "../support/telegram/telegram-updates";

const database = await testDatabase();
const { db, sql } = database;
const team = teamMaker(db, sql);
const { text } = updatesFrom(830);
let admin: OperatorContext;
let failed: { id: number; update: ReturnType<typeof text> };

const handle = (update: { update_id: number }) => handleUpdate(update as unknown as Update);

beforeAll(async () => {
  await sql`insert into departments (name, is_default) values ('Поддержка', true)`;
  admin = await team.as(await team.person("admin", null));
});
afterAll(database.close);

/** A message that failed for a reason that is gone now. */
beforeEach(async () => {
  await sql`truncate raw_updates, messages cascade`;
  const update = text("Потерянное");
  const [row] = await sql`insert into raw_updates (bot_id, update_id, kind, payload, status, reason)
    values (7000000001, ${update.update_id}, 'message', ${JSON.stringify(update)}::text::jsonb, 'failed', 'was broken')
    returning id`;
  failed = { id: Number(row?.id), update };
});

const kept = () => sql`select id::int, update_id::int, status, attempts, reason from raw_updates`;
const stored = () => sql`select 1 from messages where content = 'Потерянное'`.then((r) => r.length);

it("applies the update once, also when two press the button", async () => {
  const presses = await Promise.allSettled([
    replayUpdate(admin, failed.id, handle),
    replayUpdate(admin, failed.id, handle),
  ]);
  expect(presses.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await stored()).toBe(1);
  const { update_id } = failed.update;
  expect(await kept()).toMatchObject([{ update_id, status: "applied" }]);
  await expect(replayUpdate(admin, failed.id, handle)).rejects.toMatchObject({ code: "not_found" });
});

it("replays one that could be kept only as text", async () => {
  const unparsed = JSON.stringify(failed.update);
  await sql`update raw_updates set payload = ${JSON.stringify({ unparsed })}::text::jsonb`;
  await replayUpdate(admin, failed.id, handle);
  expect(await stored()).toBe(1);
});

it("refuses whoever is no admin", async () => {
  const operator = await team.as(await team.person("operator", await team.department("Отдел")));
  await expect(replayUpdate(operator, failed.id, handle)).rejects.toMatchObject({
    code: "forbidden",
  });
});

it("one that fails again stays, with the new reason and one more attempt", async () => {
  await sql`update raw_updates set payload = jsonb_set(payload, '{message,date}', '"never"')`;
  await expect(replayUpdate(admin, failed.id, handle)).rejects.toMatchObject({ code: "conflict" });
  expect(await kept()).toMatchObject([
    { id: failed.id, update_id: failed.update.update_id, status: "failed", attempts: 2 },
  ]);
  expect((await kept())[0]?.reason).not.toBe("was broken");
});

it("one that could not be stored is back as it was", async () => {
  const away = () => Promise.reject(new Error("the database is away"));
  await expect(replayUpdate(admin, failed.id, away)).rejects.toThrow("away");
  const { update_id } = failed.update;
  expect(await kept()).toMatchObject([{ id: failed.id, update_id, status: "failed", attempts: 1 }]);
});

it("a killed replay loses nothing: before the update is stored, or after", async () => {
  const { update_id } = failed.update;
  let killed: () => void = () => undefined;
  const during = new Promise<void>((resolve) => {
    killed = resolve;
  });
  // It never ends, as of a process that was killed.
  void replayUpdate(admin, failed.id, () => {
    killed();
    return new Promise(() => undefined);
  });
  await during;
  const listed = await listFailedUpdates(admin, { limit: 10 });
  expect(listed.results).toMatchObject([{ id: failed.id, update_id }]);
  await putBackReplays(db);
  expect(await kept()).toMatchObject([{ update_id: -update_id }]);
  await sql`update raw_updates set processed_at = now() - interval '6 minutes'`;
  await putBackReplays(db);
  expect(await kept()).toMatchObject([{ id: failed.id, update_id, status: "failed" }]);

  await sql`update raw_updates set update_id = ${-update_id}, processed_at = now() - interval '6 minutes'`;
  await handle(failed.update);
  await putBackReplays(db);
  expect(await kept()).toMatchObject([{ update_id, status: "applied" }]);
  expect(await stored()).toBe(1);
});
