import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { actorFromRequest } from "@/lib/auth/actor-from-request";
import type { OperatorContext, Role } from "@/lib/context";
import { updateDepartment } from "@/lib/departments/update-department";
import { change } from "@/lib/effects/change";
import { acceptInvite } from "@/lib/operators/accept-invite";
import { createInvite } from "@/lib/operators/create-invite";
import { listInvites } from "@/lib/operators/list-invites";
import { revokeInvite } from "@/lib/operators/revoke-invite";
import { updateOperator } from "@/lib/operators/update-operator";
import { authenticateUser } from "@/lib/realtime/publish";
import { startLiveServer } from "@/live/server";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

const pusher = await startLiveServer({
  port: 0,
  app: { id: "app", key: "key", secret: "secret" },
});
const database = await testDatabase({ PUSHER_PORT: String(pusher.port) });
const { db, sql } = database;
const make = teamMaker(db, sql);

let sales: number;
let support: number;
let admin: OperatorContext;
let manager: OperatorContext;

beforeAll(async () => {
  sales = await make.department("Продажи");
  support = await make.department("Поддержка", { visibility: "own" });
  admin = await make.as(await make.person("admin", null));
  await make.person("admin", null);
  manager = await make.as(await make.person("manager", sales));
});

afterAll(async () => {
  await database.close();
  await pusher.close();
});

const bearer = (token: string) =>
  new Request("http://desk/api/me/", { headers: { authorization: `Bearer ${token}` } });
const browser = (cookie: string) => new Request("http://desk/api/me/", { headers: { cookie } });

/** A live socket signed in as the person; resolves with the code it is closed by. */
async function openSocket(operatorId: number) {
  const ws = new WebSocket(`ws://127.0.0.1:${pusher.port}/app/key?protocol=7`);
  const closed = new Promise<number>((resolve) => ws.on("close", resolve));
  const isSignedIn = new Promise<void>((resolve) => {
    ws.on("message", (raw) => {
      const { event, data } = JSON.parse(String(raw)) as { event: string; data: string };
      if (event === "pusher:connection_established") {
        const { socket_id } = JSON.parse(data) as { socket_id: string };
        const proof = authenticateUser(socket_id, operatorId);
        ws.send(JSON.stringify({ event: "pusher:signin", data: proof }));
      }
      if (event === "pusher:signin_success") resolve();
    });
  });
  await isSignedIn;
  return { closed };
}

describe("updateOperator", () => {
  it("changes name, role, department and capacity, and writes it down", async () => {
    const id = await make.person("operator", sales);
    const changed = await updateOperator(admin, id, {
      name: " Мария ",
      role: "manager",
      department_id: support,
      capacity: 5,
    });
    expect(changed).toMatchObject({
      name: "Мария",
      role: "manager",
      department_id: support,
      capacity: 5,
    });
    const [line] = await sql`select description, ip_address from operator_logs
      where action = 'operator_updated' and operator_id = ${admin.actor.operatorId} order by id desc limit 1`;
    expect(line?.description).toContain("role operator → manager");
    expect(line?.ip_address).toBe("203.0.113.7");
  });

  it("does the same twice without a second log line", async () => {
    const id = await make.person("operator", sales);
    await updateOperator(admin, id, { capacity: 3 });
    const before = (await make.logged(admin.actor.operatorId)).length;
    await updateOperator(admin, id, { capacity: 3 });
    expect(await make.logged(admin.actor.operatorId)).toHaveLength(before);
  });

  it("lets a manager change own operators only, and never above operator", async () => {
    const own = await make.person("operator", sales);
    const foreign = await make.person("operator", support);
    const boss = await make.person("manager", sales);
    expect(await updateOperator(manager, own, { capacity: 2 })).toMatchObject({ capacity: 2 });
    for (const [id, change] of [
      [foreign, { capacity: 2 }],
      [foreign, { is_active: false }],
      [own, { role: "manager" }],
      [own, { role: "admin" }],
      [own, { department_id: support }],
      [boss, { is_active: false }],
      [admin.actor.operatorId, { role: "operator", department_id: sales }],
    ] as const) {
      const refused = updateOperator(manager, id, change);
      await expect(refused, JSON.stringify(change)).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  it("is not for operators, and a missing person is not found", async () => {
    const id = await make.person("operator", sales);
    const self = updateOperator(await make.as(id), id, { name: "X" });
    await expect(self).rejects.toMatchObject({ code: "forbidden" });
    const missing = updateOperator(admin, 999_999, { name: "X" });
    await expect(missing).rejects.toMatchObject({ code: "not_found" });
  });

  it("refuses a missing department and an operator without one", async () => {
    const id = await make.person("operator", sales);
    for (const department_id of [null, 999_999]) {
      const change = updateOperator(admin, id, { department_id });
      await expect(change).rejects.toMatchObject({ code: "invalid" });
    }
  });

  it("lets no one take one's own role or access away by mistake", async () => {
    const self = admin.actor.operatorId;
    for (const change of [
      { is_active: false },
      { role: "manager" as const, department_id: sales },
    ]) {
      await expect(updateOperator(admin, self, change)).rejects.toMatchObject({ code: "conflict" });
    }
  });

  it("keeps one active admin when two remove each other at once", async () => {
    await sql`update operators set is_active = false where role = 'admin' and id <> ${admin.actor.operatorId}`;
    const second = await make.as(await make.person("admin", null));
    const tries = await Promise.allSettled([
      updateOperator(admin, second.actor.operatorId, { is_active: false }),
      updateOperator(second, admin.actor.operatorId, { is_active: false }),
    ]);
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const [left] =
      await sql`select count(*)::int as n from operators where role = 'admin' and is_active`;
    expect(left?.n).toBe(1);
    await sql`update operators set is_active = true where role = 'admin'`;
  });
});

describe("removal", () => {
  it("refuses the next request of session and token and cuts the socket within five seconds", async () => {
    const id = await make.person("operator", sales);
    const { cookie } = await make.session(id);
    const token = await make.token(id);
    const socket = await openSocket(id);
    expect(await actorFromRequest(browser(cookie))).toMatchObject({ operatorId: id });
    expect(await actorFromRequest(bearer(token))).toMatchObject({ operatorId: id });

    const began = Date.now();
    await updateOperator(admin, id, { is_active: false });
    expect(await actorFromRequest(browser(cookie))).toBeNull();
    expect(await actorFromRequest(bearer(token))).toBeNull();
    expect(await socket.closed).toBe(4009);
    expect(Date.now() - began).toBeLessThan(5000);

    await updateOperator(admin, id, { is_active: true });
    expect(await actorFromRequest(browser(cookie)), "an old cookie stays dead").toBeNull();
    expect(await actorFromRequest(bearer(token)), "an old token stays dead").toBeNull();
  });

  it("gives unanswered chats back to the queue", async () => {
    const id = await make.person("operator", sales);
    await sql`update operators set is_on_duty = false where id <> ${id}`;
    const client = await make.client(sales, id);
    const conversation = await make.conversation(client);
    await sql`update conversations set work_state = 'needs_reply', unanswered_count = 1, incoming_count = 1
      where id = ${conversation}`;
    await updateOperator(admin, id, { is_active: false });
    const [row] = await sql`select assigned_operator_id from clients where id = ${client}`;
    expect(row?.assigned_operator_id).toBeNull();
    await updateOperator(admin, id, { is_active: true });
    const [drained] = await sql`select assigned_operator_id from clients where id = ${client}`;
    expect(Number(drained?.assigned_operator_id)).toBe(id);
  });

  it("makes invites of the person who left worthless", async () => {
    const leaver = await make.as(await make.person("admin", null));
    const { command } = await createInvite(leaver, { role: "admin", department_id: null });
    await updateOperator(admin, leaver.actor.operatorId, { is_active: false });
    expect(await accept(command, 81_001)).toBeNull();
  });

  it("keeps the sign-in through a change of role: the new rights count at the next request", async () => {
    const id = await make.person("manager", sales);
    const { cookie } = await make.session(id);
    const socket = await openSocket(id);
    await updateOperator(admin, id, { role: "operator" });
    expect(await actorFromRequest(browser(cookie))).toMatchObject({ role: "operator" });
    expect(await socket.closed).toBe(4009);
  });

  it("takes a department from a head who no longer is one", async () => {
    const id = await make.person("manager", sales);
    const headed = await make.department("С головой");
    await sql`update departments set manager_id = ${id} where id = ${headed}`;
    await updateOperator(admin, id, { role: "operator" });
    const [row] = await sql`select manager_id from departments where id = ${headed}`;
    expect(row?.manager_id).toBeNull();
  });
});

async function accept(command: string, telegramId: number) {
  const person = { telegramId, name: "Новый", username: null, language: "ru" as const };
  return change({ db }, (tx) => acceptInvite(tx, command.replace("/start ", ""), person));
}

describe("invites", () => {
  it("are listed while pending, accepted once, and gone from the list", async () => {
    const invite = await createInvite(admin, { role: "operator", department_id: sales });
    const ids = async () => (await listInvites(admin, { limit: 200 })).results.map(({ id }) => id);
    expect(await ids()).toContain(invite.id);
    expect(await accept(invite.command, 82_001)).toBe("Новый");
    expect(await accept(invite.command, 82_002)).toBeNull();
    expect(await ids()).not.toContain(invite.id);
  });

  it("are worthless once revoked, and revoking twice finds nothing", async () => {
    const invite = await createInvite(admin, { role: "operator", department_id: sales });
    await revokeInvite(admin, invite.id);
    expect(await accept(invite.command, 82_003)).toBeNull();
    await expect(revokeInvite(admin, invite.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await make.logged(admin.actor.operatorId)).toContain("invite_revoked");
  });

  it("of someone who steps down or moves become worthless, as far as they could not make them now", async () => {
    const maker = async () => make.as(await make.person("admin", null));
    const invite = async (by: OperatorContext, role: Role, department_id: number | null) =>
      (await createInvite(by, { role, department_id })).command;
    const stepsDown = await maker();
    const worthless = [
      await invite(stepsDown, "admin", null),
      await invite(stepsDown, "operator", support),
    ];
    const stays = await invite(stepsDown, "operator", sales);
    await updateOperator(admin, stepsDown.actor.operatorId, {
      role: "manager",
      department_id: sales,
    });
    for (const command of worthless) expect(await accept(command, 82_010)).toBeNull();
    expect(await make.logged(admin.actor.operatorId)).toContain("invite_revoked");
    expect(await accept(stays, 82_011)).not.toBeNull();
    const moves = await make.as(stepsDown.actor.operatorId);
    const left = await invite(moves, "operator", sales);
    await updateOperator(admin, moves.actor.operatorId, { department_id: support });
    expect(await accept(left, 82_012)).toBeNull();
  });

  it("of a head who loses the department become worthless with it", async () => {
    const headed = await make.department("Была голова");
    const head = await make.as(await make.person("manager", sales));
    await updateDepartment(admin, headed, { manager_id: head.actor.operatorId });
    const there = await createInvite(head, { role: "operator", department_id: headed });
    const home = await createInvite(head, { role: "operator", department_id: sales });
    await updateDepartment(admin, headed, { manager_id: null });
    expect(await accept(there.command, 82_013)).toBeNull();
    expect(await accept(home.command, 82_014)).not.toBeNull();
  });

  it("of a manager are for operators of own departments; foreign ones are as missing", async () => {
    const foreign = await createInvite(admin, { role: "operator", department_id: support });
    const own = await createInvite(manager, { role: "operator", department_id: sales });
    const seen = (await listInvites(manager, { limit: 200 })).results.map(({ id }) => id);
    expect(seen).toContain(own.id);
    expect(seen).not.toContain(foreign.id);
    const missing = await revokeInvite(manager, 999_999).catch((error: unknown) => error);
    const refused = await revokeInvite(manager, foreign.id).catch((error: unknown) => error);
    expect(refused).toEqual(missing);
    for (const place of [
      { role: "manager" as const, department_id: sales },
      { role: "operator" as const, department_id: support },
    ]) {
      await expect(createInvite(manager, place)).rejects.toMatchObject({ code: "forbidden" });
    }
    const operator = await make.as(await make.person("operator", sales));
    const listed = listInvites(operator, { limit: 1 });
    await expect(listed).rejects.toMatchObject({ code: "forbidden" });
  });
});
