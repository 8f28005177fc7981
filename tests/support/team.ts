import { SignJWT } from "jose";
import type postgres from "postgres";
import type { Db } from "@/db/client";
import type { OperatorContext, Role } from "@/lib/context";
import { hashSecret, randomToken } from "@/lib/core/ids";

/** Makes people, departments, clients and ways in straight in the database. */
export function teamMaker(db: Db, sql: postgres.Sql) {
  let next = 70_000;
  const one = async (rows: Promise<postgres.RowList<postgres.Row[]>>) =>
    Number((await rows)[0]?.id);

  const department = (name: string, more: { visibility?: string; masks?: boolean } = {}) =>
    one(sql`insert into departments (name, visibility, masks_contacts)
      values (${name}, ${more.visibility ?? "department"}, ${more.masks ?? false}) returning id`);

  const person = (role: Role, departmentId: number | null, name = `${role} ${next}`) =>
    one(sql`insert into operators (telegram_id, name, role, department_id)
      values (${next++}, ${name}, ${role}, ${departmentId}) returning id`);

  const client = (departmentId: number | null, operatorId: number | null = null) =>
    one(sql`insert into clients (telegram_id, first_name, last_name, phone, email, department_id, assigned_operator_id)
      values (${next++}, 'Анна', 'Смирнова', '+79161234567', 'anna@example.com', ${departmentId}, ${operatorId})
      returning id`);

  const conversation = (clientId: number) =>
    one(sql`insert into conversations (client_id) values (${clientId}) returning id`);

  /** A bearer token of the person. */
  async function token(operatorId: number): Promise<string> {
    const secret = `crm_${randomToken()}`;
    await sql`insert into api_tokens (operator_id, name, token_hash, prefix)
      values (${operatorId}, 'test', ${hashSecret(secret)}, ${secret.slice(0, 8)})`;
    return secret;
  }

  /** An open sign-in of the person, and its cookie. */
  async function session(operatorId: number): Promise<{ id: number; cookie: string }> {
    const id = await one(sql`insert into sessions (operator_id, browser, system)
      values (${operatorId}, 'Firefox 140', 'Linux') returning id`);
    const [row] = await sql`select session_version from operators where id = ${operatorId}`;
    const claims = { oid: operatorId, sid: id, ver: row?.session_version };
    const jwt = await new SignJWT(claims)
      .setProtectedHeader({ alg: "HS256" })
      .setExpirationTime("1h")
      .sign(new TextEncoder().encode(process.env.AUTH_SECRET));
    return { id, cookie: `authjs.session-token=${jwt}` };
  }

  /** The context of a person as they are now. */
  async function as(operatorId: number, sessionId: number | null = null): Promise<OperatorContext> {
    const [row] =
      await sql`select name, role, department_id from operators where id = ${operatorId}`;
    return {
      db,
      requestId: "test",
      ip: "203.0.113.7",
      actor: {
        type: "operator",
        via: "session",
        operatorId,
        name: row?.name,
        role: row?.role,
        departmentId: row?.department_id === null ? null : Number(row?.department_id),
        sessionId,
        tokenId: null,
      },
    };
  }

  /** The actions that this person left in the log, oldest first. */
  async function logged(operatorId: number): Promise<string[]> {
    const rows =
      await sql`select action from operator_logs where operator_id = ${operatorId} order by id`;
    return rows.map((row) => row.action);
  }

  return { department, person, client, conversation, token, session, as, logged };
}
