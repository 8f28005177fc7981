import { afterAll, describe, expect, it } from "vitest";
import { departments } from "@/db/schema";
import { type Context, systemContext } from "@/lib/context";
import { hashSecret } from "@/lib/core/ids";
import { createOperator } from "@/lib/operators/create-operator";
import { createApiToken } from "@/lib/tokens/create-api-token";
import { testDatabase } from "../support/database";

const database = await testDatabase();
const { db, sql } = database;
const shell = systemContext(db, "shell");
afterAll(() => database.close());

const asOperator = (operatorId: number): Context => ({
  ...shell,
  actor: {
    type: "operator",
    via: "session",
    operatorId,
    name: "Иван",
    role: "operator",
    departmentId: null,
    sessionId: 1,
    tokenId: null,
  },
});

describe("createOperator", () => {
  it("adds an admin without a department and writes it down", async () => {
    const admin = await createOperator(shell, { name: " Мария ", telegram_id: 501, role: "admin" });
    expect(admin).toMatchObject({ name: "Мария", role: "admin", is_active: true });
    const lines =
      await sql`select action from operator_logs where description like ${`operator ${admin.id} %`}`;
    expect(lines.map((line) => line.action)).toEqual(["operator_joined"]);
  });

  it("refuses a Telegram account that belongs to someone, naming them", async () => {
    await createOperator(shell, { name: "Anna", telegram_id: 502, role: "admin" });
    const again = createOperator(shell, { name: "Bob", telegram_id: 502, role: "admin" });
    await expect(again).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Anna"),
    });
  });

  it("needs an existing department for everyone but admins", async () => {
    const input = { name: "Ivan", telegram_id: 503, role: "operator" as const };
    await expect(createOperator(shell, input)).rejects.toMatchObject({ code: "invalid" });
    await expect(createOperator(shell, { ...input, department_id: 999 })).rejects.toMatchObject({
      code: "invalid",
    });
    const [department] = await db.insert(departments).values({ name: "Support" }).returning();
    const made = await createOperator(shell, { ...input, department_id: department?.id ?? 0 });
    expect(made.department_id).toBe(department?.id);
  });

  it("is not for operators", async () => {
    const input = { name: "X", telegram_id: 504, role: "admin" as const };
    await expect(createOperator(asOperator(1), input)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("createApiToken", () => {
  it("shows the token once and keeps only its hash", async () => {
    const owner = await createOperator(shell, { name: "Root", telegram_id: 510, role: "admin" });
    const made = await createApiToken(shell, { operator_id: owner.id, name: "script" });
    expect(made.token).toMatch(/^crm_[\w-]{32}$/);
    const [row] = await sql`select token_hash, prefix from api_tokens where id = ${made.id}`;
    expect(row).toEqual({ token_hash: hashSecret(made.token), prefix: made.token.slice(0, 8) });
  });

  it("makes another token each time", async () => {
    const owner = await createOperator(shell, { name: "Two", telegram_id: 511, role: "admin" });
    const input = { operator_id: owner.id, name: "script" };
    const first = await createApiToken(shell, input);
    const second = await createApiToken(shell, input);
    expect(second.token).not.toBe(first.token);
  });

  it("refuses missing and deactivated operators, and anyone but the shell", async () => {
    const gone = await createOperator(shell, { name: "Gone", telegram_id: 512, role: "admin" });
    await sql`update operators set is_active = false where id = ${gone.id}`;
    for (const id of [gone.id, 99_999]) {
      const made = createApiToken(shell, { operator_id: id, name: "x" });
      await expect(made).rejects.toMatchObject({ code: "not_found" });
    }
    const made = createApiToken(asOperator(1), { operator_id: gone.id, name: "x" });
    await expect(made).rejects.toMatchObject({ code: "forbidden" });
  });
});
