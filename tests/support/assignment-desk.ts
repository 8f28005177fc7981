import type { OperatorContext, Role } from "@/lib/context";
import { holdInto } from "@/lib/effects/hold";
import { ingestMessage } from "@/lib/updates/ingest-message";
import type { testDatabase } from "./database";

/** A department with people and clients for the assignment suites, in the suite's own database. */
export function assignmentDesk({ db, sql }: Awaited<ReturnType<typeof testDatabase>>) {
  let nextId = 1;
  let departmentId = 0;

  /** An empty desk with one default department. */
  async function reset() {
    await sql`truncate departments, operators, clients, conversations, cases, messages, raw_updates, operator_logs
    restart identity cascade`;
    const [row] = await sql`insert into departments (name, is_default, start_code)
    values ('Поддержка', true, 'support') returning id`;
    departmentId = Number(row?.id);
  }

  function as(operatorId: number, role: Role = "operator"): OperatorContext {
    const actor = {
      type: "operator",
      via: "session",
      name: "Кто-то",
      sessionId: 1,
      tokenId: null,
    } as const;
    const own = role === "admin" ? null : departmentId;
    return {
      actor: { ...actor, operatorId, role, departmentId: own },
      db,
      requestId: "test",
      ip: null,
    };
  }

  async function admin(): Promise<OperatorContext> {
    const [row] = await sql`insert into operators (telegram_id, name, role)
    values (${900_000 + nextId++}, 'Ольга', 'admin') returning id`;
    return as(Number(row?.id), "admin");
  }

  async function team(count: number, capacity: number | null = null) {
    const ids: number[] = [];
    for (let index = 0; index < count; index++) {
      const [row] = await sql`insert into operators (telegram_id, name, department_id, capacity)
      values (${900_000 + nextId++}, 'Оператор', ${departmentId}, ${capacity}) returning id`;
      ids.push(Number(row?.id));
    }
    return ids;
  }

  const write = (telegramId: number, source: string | null = null) =>
    ingest(telegramId, nextId++, { source });

  const start = (telegramId: number, updateId: number) =>
    ingest(telegramId, updateId, { system: true, reply: "Добро пожаловать" });

  function ingest(telegramId: number, id: number, more: object) {
    // What follows waits until Telegram has its 200, which these tests are not about.
    return holdInto([], () =>
      ingestMessage(
        { botId: 1, updateId: id, kind: "message", raw: {} },
        {
          client: {
            telegram_id: telegramId,
            first_name: "Анна",
            last_name: "",
            username: null,
            language_code: "ru",
          },
          message: {
            message_id: id,
            date: Math.floor(Date.now() / 1000),
            message_type: "text",
            kind: "text",
            content: "Здравствуйте",
            entities: null,
            payload: null,
            media_group_id: null,
            reply_to: null,
          },
          attachments: [],
          ...more,
        },
      ),
    );
  }

  async function loads() {
    const rows = await sql`select c.assigned_operator_id as id, count(*)::int as n from clients c
    join conversations v on v.client_id = c.id where v.work_state <> 'done' group by 1 order by 1`;
    return Object.fromEntries(rows.map((row) => [row.id ?? "nobody", row.n]));
  }

  async function conversation(telegramId: number) {
    const [row] =
      await sql`select v.id, c.id as client_id, c.assigned_operator_id, v.work_state from conversations v
    join clients c on c.id = v.client_id where c.telegram_id = ${telegramId}`;
    const owner = row?.assigned_operator_id ?? null;
    return {
      id: Number(row?.id ?? 0),
      clientId: Number(row?.client_id ?? 0),
      owner: owner === null ? null : Number(owner),
      state: row?.work_state as string,
    };
  }

  /** Why a client changed hands, in order. */
  async function reasons(telegramId: number) {
    const rows = await sql`select l.details ->> 'reason' as reason from operator_logs l
    join clients c on c.id = l.client_id where c.telegram_id = ${telegramId}
      and l.action in ('client_assigned', 'client_unassigned') order by l.id`;
    return rows.map((row) => row.reason);
  }

  return {
    reset,
    as,
    admin,
    team,
    write,
    start,
    loads,
    conversation,
    reasons,
    departmentId: () => departmentId,
  };
}
