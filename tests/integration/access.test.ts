import { inArray } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { clients } from "@/db/schema";
import { activePeople } from "@/lib/access/active-people";
import { assertSeesClient } from "@/lib/access/assert-sees-client";
import { seesClient } from "@/lib/access/sees-client";
import { visibleClients } from "@/lib/access/visible-clients";
import type { OperatorContext } from "@/lib/context";
import { channels } from "@/lib/realtime/events";
import { visibleChannels } from "@/lib/realtime/realtime-config";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

// One rule says who sees a client, in three forms: a predicate, a condition on rows, an SQL function.
const { db, sql, close } = await testDatabase();
const make = teamMaker(db, sql);
const seed = Number(process.env.PROPERTY_SEED ?? Math.floor(Math.random() * 1_000_000));
const runs = process.env.TEST_FULL === "1" ? 200 : 15;
afterAll(close);

// Places in lists of what is made; null: none.
const place = fc.option(fc.nat({ max: 2 }), { nil: null, freq: 3 });
const someone = fc.option(fc.nat({ max: 4 }), { nil: null });
const plan = fc.record({
  departments: fc.array(
    fc.record({ visibility: fc.constantFrom("department", "own"), manager: someone }),
    { minLength: 3, maxLength: 3 },
  ),
  people: fc.array(
    fc.record({
      role: fc.constantFrom("admin" as const, "manager" as const, "operator" as const),
      home: place,
      isActive: fc.boolean(),
    }),
    { minLength: 5, maxLength: 5 },
  ),
  // Blocked or not, in the queue or done, erased: none of it widens or narrows who sees the others.
  clients: fc.array(
    fc.record({
      department: place,
      assigned: someone,
      isBlocked: fc.boolean(),
      state: fc.constantFrom("needs_reply", "waiting_client", "done"),
      isErased: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});
type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

const at = (ids: number[], index: number | null) => (index === null ? null : (ids[index] ?? null));

/** The team and its clients in the database. */
async function made({ departments, people, clients: wanted }: Plan) {
  const places: number[] = [];
  for (const { visibility } of departments)
    places.push(await make.department(`Отдел ${Math.random()}`, { visibility }));
  const team: number[] = [];
  for (const { role, home } of people) team.push(await make.person(role, at(places, home)));
  for (const [index, { manager }] of departments.entries())
    await sql`update departments set manager_id = ${at(team, manager)} where id = ${at(places, index)}`;
  for (const [index, { isActive }] of people.entries())
    await sql`update operators set is_active = ${isActive} where id = ${at(team, index)}`;
  const facts = [];
  for (const { department, assigned, isBlocked, state, isErased } of wanted) {
    const [departmentId, assignedOperatorId] = [at(places, department), at(team, assigned)];
    const id = await make.client(departmentId, assignedOperatorId);
    const conversationId = await make.conversation(id);
    if (isBlocked) await sql`update clients set blocked_at = now() where id = ${id}`;
    await sql`update conversations set work_state = ${state} where id = ${conversationId}`;
    if (isErased) await sql`delete from clients where id = ${id}`;
    const { visibility = "department", manager = null } = departments[department ?? -1] ?? {};
    facts.push({
      id,
      isErased,
      departmentId,
      assignedOperatorId,
      visibility: visibility as "department" | "own",
      managerId: at(team, manager),
    });
  }
  return { places, team, facts };
}

/** The clients that a person sees by the condition and by the function, of these. */
async function seenBy({ actor }: OperatorContext, ids: number[]) {
  const byCondition = await db
    .select({ id: clients.id })
    .from(clients)
    .where(inArray(clients.id, ids))
    .intersect(db.select({ id: clients.id }).from(clients).where(visibleClients(actor)));
  const byFunction = await sql`select c.id::int from clients c, operators o
    where c.id = any(${ids}) and o.id = ${actor.operatorId}
      and sees_client(o.id, o.role, o.department_id, c.department_id, c.assigned_operator_id)`;
  const sorted = (rows: { id: number }[]) => rows.map(({ id }) => id).sort((a, b) => a - b);
  return [sorted(byCondition), sorted(byFunction as unknown as { id: number }[])];
}

it(`shows one and the same clients by predicate, condition and function (PROPERTY_SEED=${seed})`, {
  timeout: 60_000 + runs * 3000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(plan, async (wanted) => {
      const { team, facts } = await made(wanted);
      const ids = facts.map(({ id }) => id);
      for (const operatorId of team) {
        const ctx = await make.as(operatorId);
        const allowed = facts.filter((one) => !one.isErased && seesClient(ctx.actor, one));
        const expected = allowed.map(({ id }) => id);
        expect(await seenBy(ctx, ids)).toEqual([expected, expected]);
        for (const { id } of facts.slice(0, 2)) {
          const asked = assertSeesClient(ctx, id);
          if (expected.includes(id)) await asked;
          else await expect(asked).rejects.toMatchObject({ code: "not_found" });
        }
      }
    }),
    { numRuns: runs, seed },
  );
});

it(`gives clients only to those who work here and would see them (PROPERTY_SEED=${seed})`, {
  timeout: 60_000 + runs * 2000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(plan, async (wanted) => {
      const { team, places } = await made({ ...wanted, clients: [] });
      const working = await activePeople(db, team);
      for (const operatorId of team) {
        for (const [index, departmentId] of [...places.entries(), [null, null] as const]) {
          const { visibility = "department", manager = null } =
            wanted.departments[index ?? -1] ?? {};
          const person = working.get(operatorId);
          const managerId = at(team, manager);
          const place = { departmentId, managerId, visibility: visibility as "department" | "own" };
          const rule =
            person !== undefined &&
            seesClient(person, { ...place, assignedOperatorId: operatorId });
          const [row] = await sql`select can_serve(${operatorId}, ${departmentId}) as serves`;
          expect(row?.serves).toBe(rule);
        }
      }
    }),
    { numRuns: runs, seed },
  );
});

it(`lets whoever sees a client hear of them (PROPERTY_SEED=${seed})`, {
  timeout: 60_000 + runs * 2000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(plan, async (wanted) => {
      const { team, facts } = await made(wanted);
      for (const operatorId of team) {
        const ctx = await make.as(operatorId);
        const heard = new Set(await visibleChannels(ctx));
        for (const one of facts.filter((fact) => seesClient(ctx.actor, fact))) {
          const { departmentId, assignedOperatorId } = one;
          const audience = [channels.everything];
          if (departmentId !== null) audience.push(channels.department(departmentId));
          if (assignedOperatorId !== null) audience.push(channels.operator(assignedOperatorId));
          expect(audience.some((channel) => heard.has(channel))).toBe(true);
        }
      }
    }),
    { numRuns: runs, seed },
  );
});
