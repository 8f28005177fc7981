import { globSync, readFileSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { testDatabase } from "../support/database";
import { previousCore } from "../support/previous/previous-core";

// docs/decisions/2026-11-27-sql-functions.md: servers of the previous release run while we migrate.
const core = await previousCore();
if (!core) console.log("skipped: this clone's history does not reach db/previous-release");
const database = await testDatabase();
const { sql } = database;

afterAll(async () => {
  core?.remove();
  await database.close();
});

type Said = {
  results: { client: { first_name: string } }[];
  sent: { content: string; delivery_status: string };
};

it.skipIf(!core)(
  "the previous release stores an update, lists it and queues an answer on the new schema",
  async () => {
    await sql`insert into departments (name, is_default) values ('Поддержка', true)`;
    const [operator] =
      await sql`insert into operators (telegram_id, name, role, is_on_duty, department_id, capacity)
      values (9001, 'Ольга', 'admin', true, (select id from departments), 5) returning id`;
    const chat = { id: 700, type: "private", first_name: "Анна" };
    const from = { id: 700, is_bot: false, first_name: "Анна" };
    const message = { message_id: 5, date: Math.floor(Date.now() / 1000), chat, from };
    const updates = [
      { update_id: 1, message: { ...message, text: "Где мой заказ?" } },
      {
        update_id: 2,
        edited_message: { ...message, edit_date: message.date + 1, text: "Где он?" },
      },
    ];
    const PROBE = JSON.stringify({ updates, operatorId: Number(operator?.id) });
    const said = core?.ask<Said>({ PROBE });
    expect(said?.results.map(({ client }) => client.first_name)).toEqual(["Анна"]);
    expect(said?.sent).toMatchObject({ content: "Уже в пути", delivery_status: "queued" });
    const raw = await sql`select distinct status from raw_updates`;
    expect(raw).toEqual([{ status: "applied" }]);
    const stored =
      await sql`select content from messages where sender_type in ('client', 'operator')
      order by id`;
    expect(stored.map(({ content }) => content)).toEqual(["Где он?", "Уже в пути"]);
    const [client] = await sql`select assigned_operator_id from clients`;
    expect(client?.assigned_operator_id).toBe(operator?.id);
    const woken = await sql`select 1 from graphile_worker.jobs where key like 'chat-%'`;
    expect(woken).toHaveLength(1);
  },
  120_000,
);

/** Each function's name with its parameters, as they are declared. */
const declared = (text: string) =>
  [...text.matchAll(/create or replace function (\w+)\(([^)]*)\)/gi)].map(
    ([, name, parameters = ""]) => `${name}(${parameters.replace(/\s+/g, " ")})`,
  );

it.skipIf(!core)(
  "no function of the previous release has lost its name or changed its parameters",
  () => {
    const now = declared(
      globSync("db/functions/*.sql")
        .map((file) => readFileSync(file, "utf8"))
        .join("\n"),
    );
    const before = declared(core?.functions() ?? "");
    expect(before.length).toBeGreaterThan(10);
    expect(before.filter((one) => !now.includes(one))).toEqual([]);
  },
);

it.skipIf(!core)(
  "what is kept for the previous release was in it, and nothing of ours calls it",
  () => {
    const file = "db/functions/kept-for-previous-release.sql";
    const kept = declared(readFileSync(file, "utf8"));
    const before = declared(core?.functions() ?? "");
    expect(kept.filter((one) => !before.includes(one))).toEqual([]);
    const ours = globSync("{bot,db,jobs,lib}/**/*.{ts,sql}").filter(
      (one) => one !== file && !one.startsWith("db/migrations") && !one.endsWith(".test.ts"),
    );
    for (const one of kept) {
      const call = new RegExp(`\\b${one.slice(0, one.indexOf("("))}\\(`);
      expect(
        ours.filter((path) => call.test(readFileSync(path, "utf8"))),
        one,
      ).toEqual([]);
    }
  },
);
