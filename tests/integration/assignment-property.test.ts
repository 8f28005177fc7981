import fc from "fast-check";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { drainDepartment, releaseOperator } from "@/lib/assignment/change-hands";
import type { OperatorContext } from "@/lib/context";
import { takeClient } from "@/lib/conversations/assignment/take-client";
import { transferClient } from "@/lib/conversations/assignment/transfer-client";
import { unassignClient } from "@/lib/conversations/assignment/unassign-client";
import { setDone } from "@/lib/conversations/set-done";
import { change } from "@/lib/effects/change";
import { setDuty } from "@/lib/operators/set-duty";
import { assignmentDesk } from "../support/assignment-desk";
import { testDatabase } from "../support/database";

const database = await testDatabase();
const { db, sql } = database;
const desk = assignmentDesk(database);
const { as, admin, team, write, conversation } = desk;
beforeEach(desk.reset);
afterAll(() => database.close());

describe("under concurrent events", () => {
  const event = fc.oneof(
    { weight: 4, arbitrary: fc.record({ act: fc.constant("write"), client: fc.nat(11) }) },
    { weight: 3, arbitrary: fc.record({ act: fc.constant("done"), client: fc.nat(11) }) },
    fc.record({ act: fc.constantFrom("on", "off", "deactivate", "activate"), person: fc.nat(2) }),
    fc.record({
      act: fc.constantFrom("take", "transfer", "unassign"),
      client: fc.nat(11),
      person: fc.nat(2),
    }),
  );

  it("nobody is given a client above capacity, no place stays free, each change has one log line", async () => {
    // Written down in the same transaction by Postgres itself, whoever does the assigning.
    await sql`create table hand_over (client_id bigint, to_id bigint)`;
    await sql`create table above_capacity (log_id bigint)`;
    await sql`create function note_hand_over() returns trigger language plpgsql as $$ begin
      if new.assigned_operator_id is distinct from old.assigned_operator_id then
        insert into hand_over values (new.id, new.assigned_operator_id); end if; return new; end $$`;
    await sql`create trigger note_hand_over after update on clients for each row execute function note_hand_over()`;
    await sql`create function check_capacity() returns trigger language plpgsql as $$ begin
      if new.details ->> 'reason' in ('new_client', 'returning', 'queue_drained') and (
        select count(*) from clients c join conversations v on v.client_id = c.id and v.work_state <> 'done'
        where c.assigned_operator_id = (new.details ->> 'operator_id')::bigint) > 2
      then insert into above_capacity values (new.id); end if; return new; end $$`;
    await sql`create trigger check_capacity after insert on operator_logs for each row
      when (new.action = 'client_assigned') execute function check_capacity()`;
    const people = await team(3, 2);
    const boss = await admin();

    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 10, maxLength: 40 }), async (events) => {
        await sql`truncate clients, conversations, cases, messages, raw_updates, operator_logs, hand_over restart identity cascade`;
        await sql`update operators set is_active = true, is_on_duty = true, off_duty_since = null`;
        const outcomes = await Promise.allSettled(events.map((one) => happen(boss, people, one)));
        const broken = outcomes.filter(
          (one) => one.status === "rejected" && !isRefusal(one.reason),
        );
        expect(broken).toEqual([]);
        await change({ db }, (tx) => drainDepartment(tx, desk.departmentId()));

        expect(await sql`select * from above_capacity`).toEqual([]);
        const [lines] = await sql`select
          (select count(*)::int from hand_over) as changes,
          (select count(*)::int from operator_logs where action in ('client_assigned', 'client_unassigned')) as lines,
          (select count(*)::int from raw_updates where status <> 'applied') as failed`;
        expect(lines?.lines).toBe(lines?.changes);
        expect(lines?.failed).toBe(0);
        // Whoever was put back by hand waits for somebody else than who had them.
        const [free] = await sql`select count(*)::int as n
          from operators o, clients q join conversations w on w.client_id = q.id
          where o.is_active and o.is_on_duty and q.assigned_operator_id is null and w.work_state <> 'done'
          and o.id is distinct from given_up_by(q.id)
          and o.capacity > (select count(*) from clients c join conversations v on v.client_id = c.id
            where c.assigned_operator_id = o.id and v.work_state <> 'done')`;
        expect(free?.n).toBe(0);
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 25) },
    );
  }, 120_000);
});

const isRefusal = (error: unknown) =>
  ["forbidden", "conflict", "not_found", "invalid"].includes(
    (error as { code?: string }).code ?? "",
  );

type Event = { act: string; client?: number; person?: number };

async function happen(boss: OperatorContext, people: number[], { act, client, person }: Event) {
  const who = people[person ?? 0] ?? 0;
  if (act === "write") {
    const result = await write(5000 + (client ?? 0));
    if (result !== "applied") throw new Error(result);
    return;
  }
  if (act === "on" || act === "off") return setDuty(boss, who, { is_on_duty: act === "on" });
  if (act === "activate" || act === "deactivate") {
    const isActive = act === "activate";
    return change({ db }, async (tx) => {
      await tx.execute(`update operators set is_active = ${isActive} where id = ${who}`);
      await (isActive
        ? drainDepartment(tx, desk.departmentId())
        : releaseOperator(tx, boss, who, "operator_deactivated"));
    });
  }
  const found = await conversation(5000 + (client ?? 0));
  if (!found.id) return;
  if (act === "done") return setDone(boss, found.id);
  if (act === "take") return takeClient(as(who), found.id);
  if (act === "transfer") return transferClient(boss, found.id, { operator_id: who });
  return unassignClient(boss, found.id);
}
