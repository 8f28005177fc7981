import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createClient } from "@/lib/clients/create-client";
import { moveClient } from "@/lib/clients/move-client";
import { listClients } from "@/lib/clients/queries";
import { listClientsSchema } from "@/lib/clients/schemas";
import type { ClientStatus } from "@/lib/clients/terms";
import { type Context, systemContext } from "@/lib/context";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

const database = await testDatabase();
const { db, sql } = database;
const shell = systemContext(db, "shell");
const team = teamMaker(db, sql);
afterAll(() => database.close());

let department: number;
let admin: Context;

async function column(status: ClientStatus): Promise<number[]> {
  const query = listClientsSchema.parse({ status, sort: "board", limit: "200" });
  return (await listClients(admin, query)).results.map((client) => client.id);
}

async function fresh(count: number): Promise<number[]> {
  await sql`delete from clients`;
  const ids: number[] = [];
  for (let at = 0; at < count; at++) {
    ids.unshift(
      (await createClient(shell, { first_name: `К${at}`, department_id: department })).id,
    );
  }
  return ids;
}

beforeAll(async () => {
  department = await team.department("Доска");
  admin = await team.as(await team.person("admin", null));
});

it("keeps any sequence of drops as a plain list would", async () => {
  const drop = fc.record({ card: fc.nat(5), anchor: fc.nat(5), isAbove: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(drop, { minLength: 1, maxLength: 8 }), async (drops) => {
      const expected = await fresh(6);
      const ids = [...expected];
      for (const { card, anchor, isAbove } of drops) {
        const id = ids[card] as number;
        const anchorId = ids[anchor] as number;
        if (id === anchorId) continue;
        const place = isAbove ? { before_id: anchorId } : { after_id: anchorId };
        await moveClient(admin, id, { status: "lead", ...place });
        expected.splice(expected.indexOf(id), 1);
        expected.splice(expected.indexOf(anchorId) + (isAbove ? 0 : 1), 0, id);
      }
      expect(await column("lead")).toEqual(expected);
    }),
    { numRuns: 15 },
  );
});

it("still has room after a hundred drops into the same gap", async () => {
  const ids = await fresh(3);
  const [top, ...rest] = ids as [number, number, number];
  for (let at = 0; at < 100; at++) {
    const card = rest[at % 2] as number;
    await moveClient(admin, card, { status: "lead", after_id: top });
    expect((await column("lead"))[1]).toBe(card);
  }
});

it("makes room where cards have one and the same place", async () => {
  const ids = await fresh(5);
  await sql`update clients set board_order = 1000`;
  const before = await column("lead");
  expect(new Set(before)).toEqual(new Set(ids));
  const [first, second, , , last] = before as [number, number, number, number, number];
  await moveClient(admin, last, { status: "lead", after_id: first });
  expect((await column("lead")).slice(0, 3)).toEqual([first, last, second]);
});

it("puts a card on top of another column, with one log line for the status", async () => {
  const [card] = await fresh(1);
  const moved = await moveClient(admin, card as number, { status: "active" });
  expect(moved.status).toBe("active");
  expect(await column("active")).toEqual([card]);
  await moveClient(admin, card as number, { status: "active" });
  const lines =
    await sql`select action from operator_logs where client_id = ${card as number} and action = 'status_changed'`;
  expect(lines).toHaveLength(1);
});

it("tells open desks of a new place alone", async () => {
  const [a, b] = await fresh(2);
  const [before] = await sql`select seq from conversations where client_id = ${a as number}`;
  await moveClient(admin, a as number, { status: "lead", after_id: b as number });
  const [after] = await sql`select seq from conversations where client_id = ${a as number}`;
  expect(Number(after?.seq)).toBe(Number(before?.seq) + 1);
});

it("refuses a neighbour of another column and a client of others", async () => {
  const [a, b] = (await fresh(2)) as [number, number];
  await moveClient(admin, b, { status: "closed" });
  await expect(moveClient(admin, a, { status: "lead", before_id: b })).rejects.toMatchObject({
    code: "invalid",
  });
  const stranger = await team.as(
    await team.person("operator", await team.department("Чужой отдел")),
  );
  await expect(moveClient(stranger, a, { status: "active" })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await column("lead")).toEqual([a]);
});

it("gives two cards dropped into one gap at once places of their own", async () => {
  const [top, a, b, bottom] = (await fresh(4)) as [number, number, number, number];
  await Promise.all([
    moveClient(admin, a, { status: "lead", after_id: top }),
    moveClient(admin, b, { status: "lead", after_id: top }),
  ]);
  const rows = await sql`select distinct board_order from clients`;
  expect(rows).toHaveLength(4);
  const ids = await column("lead");
  expect([ids[0], ids[3]]).toEqual([top, bottom]);
});
