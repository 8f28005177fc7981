import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST } from "@/app/api/tokens/route";
import { actorFromRequest } from "@/lib/auth/actor-from-request";
import { type OperatorContext, systemContext } from "@/lib/context";
import { change } from "@/lib/effects/change";
import { disownSession } from "@/lib/login/end-session";
import { endOtherSessions, endOwnSession } from "@/lib/sessions/end-sessions";
import { listSessions } from "@/lib/sessions/list-sessions";
import { createApiToken } from "@/lib/tokens/create-api-token";
import { listApiTokens } from "@/lib/tokens/list-api-tokens";
import { revokeApiToken } from "@/lib/tokens/revoke-api-token";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { waitFor } from "../support/wait-for";

const database = await testDatabase();
const { db, sql } = database;
const make = teamMaker(db, sql);

let admin: OperatorContext;
let department: number;

beforeAll(async () => {
  department = await make.department("Поддержка");
  admin = await make.as(await make.person("admin", null));
});
afterAll(() => database.close());

const operator = async () => make.as(await make.person("operator", department));
const actorOf = (headers: Record<string, string>) =>
  actorFromRequest(new Request("http://desk/api/me/", { headers }));

describe("API tokens", () => {
  it("are one's own to make, list and revoke, with a log line each", async () => {
    const ctx = await operator();
    const { token, ...made } = await createApiToken(ctx, { name: " Выгрузка " });
    expect(made).toMatchObject({ name: "Выгрузка", operator_id: ctx.actor.operatorId });
    expect((await listApiTokens(ctx, { limit: 50 })).results).toEqual([made]);
    const headers = { authorization: `Bearer ${token}` };
    expect(await actorOf(headers)).toMatchObject({ role: "operator", tokenId: made.id });
    const [used] = (await listApiTokens(ctx, { limit: 50 })).results;
    expect(used?.last_used_at).not.toBeNull();
    await revokeApiToken(ctx, made.id);
    expect(await actorOf(headers)).toBeNull();
    expect((await listApiTokens(ctx, { limit: 50 })).results).toEqual([]);
    await expect(revokeApiToken(ctx, made.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await make.logged(ctx.actor.operatorId)).toEqual(["token_created", "token_revoked"]);
  });

  it("end with the token that made them, and what these made, and no others", async () => {
    const ctx = await operator();
    const by = (tokenId: number | null, sessionId: number | null = null): OperatorContext => ({
      ...ctx,
      actor: { ...ctx.actor, tokenId, sessionId },
    });
    const first = await createApiToken(by(null), { name: "Первый" });
    const child = await createApiToken(by(first.id), { name: "Второй" });
    const grandchild = await createApiToken(by(child.id), { name: "Третий" });
    const apart = await createApiToken(by(null), { name: "Отдельный" });
    await revokeApiToken(ctx, first.id);
    for (const { token } of [first, child, grandchild]) {
      expect(await actorOf({ authorization: `Bearer ${token}` })).toBeNull();
    }
    expect(await actorOf({ authorization: `Bearer ${apart.token}` })).not.toBeNull();
    const lines = await make.logged(ctx.actor.operatorId);
    expect(lines.filter((action) => action === "token_revoked")).toHaveLength(3);
  });

  it("that are being made while the one that makes them ends are not left alive", async () => {
    const ctx = await operator();
    const by = (tokenId: number): OperatorContext => ({ ...ctx, actor: { ...ctx.actor, tokenId } });
    for (let round = 0; round < 15; round++) {
      const first = await createApiToken(ctx, { name: "Первый" });
      const child = await createApiToken(by(first.id), { name: "Второй" });
      const made = [first, child, first, child].map(({ id }) =>
        createApiToken(by(id), { name: "Гонка" }).catch((error: { code?: string }) => {
          expect(error.code).toBe("unauthenticated");
        }),
      );
      await Promise.all([...made, revokeApiToken(ctx, first.id)]);
    }
    expect((await listApiTokens(ctx, { limit: 50 })).results).toEqual([]);
  });

  it("wait for one that is made at this moment, and end it, too", async () => {
    const ctx = await operator();
    const first = await createApiToken(ctx, { name: "Первый" });
    const child = await createApiToken(
      { ...ctx, actor: { ...ctx.actor, tokenId: first.id } },
      { name: "Второй" },
    );
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let isMade = () => {};
    const made = new Promise<void>((resolve) => {
      isMade = resolve;
    });
    const making = db.transaction(async (tx) => {
      const late = { ...ctx, db: tx, actor: { ...ctx.actor, tokenId: child.id } };
      const { token } = await createApiToken(late, { name: "Третий" });
      isMade();
      await held;
      return token;
    });
    await made;
    const revoking = revokeApiToken(ctx, first.id);
    await waitFor(async () => {
      const [row] = await sql`select count(*)::int as n from pg_stat_activity
        where wait_event_type = 'Lock' and query like '%api_tokens%' and datname = current_database()`;
      return row?.n > 0;
    }, "the revocation waits");
    letGo();
    await revoking;
    expect(await actorOf({ authorization: `Bearer ${await making}` })).toBeNull();
  });

  it("made in a session end when its owner says in the bot that it wasn't them", async () => {
    const ctx = await operator();
    const session = await make.session(ctx.actor.operatorId);
    const stolen = { ...ctx, actor: { ...ctx.actor, sessionId: session.id } };
    const first = await createApiToken(stolen, { name: "Запасной ход" });
    const byIt = { ...ctx, actor: { ...ctx.actor, sessionId: null, tokenId: first.id } };
    const second = await createApiToken(byIt, { name: "Ещё один" });
    const [row] = await sql`select telegram_id from operators where id = ${ctx.actor.operatorId}`;
    await change({ db }, (tx) =>
      disownSession(tx, systemContext(tx, "bot"), Number(row?.telegram_id), session.id),
    );
    for (const { token } of [first, second]) {
      expect(await actorOf({ authorization: `Bearer ${token}` })).toBeNull();
    }
  });

  it("are made once for an Idempotency-Key, whose kept answer does not show the token", async () => {
    const id = await make.person("operator", department);
    const ask = async () => {
      const headers = { authorization: `Bearer ${bearer}`, "idempotency-key": "one-token" };
      const body = JSON.stringify({ name: "Один" });
      const request = new Request("http://desk/api/tokens/", { method: "POST", headers, body });
      const response = await POST(request, { params: Promise.resolve({}) });
      return { status: response.status, body: await response.json() };
    };
    const bearer = await make.token(id);
    const first = await ask();
    expect(first).toMatchObject({ status: 201, body: { token: expect.stringMatching(/^crm_/) } });
    expect(await ask()).toEqual(first);
    const kept =
      await sql`select body::text as body from idempotency_keys where operator_id = ${id}`;
    expect(kept).toHaveLength(1);
    expect(kept[0]?.body).not.toContain(first.body.token);
  });

  it("of others are as missing, except for an admin", async () => {
    const owner = await operator();
    const other = await operator();
    const { id } = await createApiToken(owner, { name: "x" });
    const foreign = await revokeApiToken(other, id).catch((error: unknown) => error);
    const missing = await revokeApiToken(other, 999_999).catch((error: unknown) => error);
    expect(foreign).toEqual(missing);
    const filter = { limit: 50, operator_id: owner.actor.operatorId };
    expect((await listApiTokens(other, filter)).results).toEqual([]);
    expect((await listApiTokens(admin, filter)).results).toHaveLength(1);
    // An admin neither: the secret would outlive their own rights.
    for (const by of [other, admin]) {
      const forOther = createApiToken(by, { name: "x", operator_id: owner.actor.operatorId });
      await expect(forOther).rejects.toMatchObject({ code: "forbidden" });
    }
    await revokeApiToken(admin, id);
  });

  it("come in pages that neither skip nor repeat", async () => {
    const ctx = await operator();
    for (let n = 0; n < 5; n++) await createApiToken(ctx, { name: `t${n}` });
    const names: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await listApiTokens(ctx, { limit: 2, ...(cursor ? { cursor } : {}) });
      names.push(...page.results.map(({ name }) => name));
      if (!page.next_cursor) break;
      cursor = page.next_cursor;
    }
    expect(names).toEqual(["t4", "t3", "t2", "t1", "t0"]);
  });
});

describe("sessions", () => {
  it("are listed with their browser, the asking one marked", async () => {
    const id = await make.person("operator", department);
    const first = await make.session(id);
    const second = await make.session(id);
    const { results } = await listSessions(await make.as(id, second.id), { limit: 50 });
    expect(results.map((row) => [row.id, row.browser, row.is_current])).toEqual([
      [second.id, "Firefox 140", true],
      [first.id, "Firefox 140", false],
    ]);
  });

  it("end at the next request, once, and never by somebody else", async () => {
    const id = await make.person("operator", department);
    const { id: sessionId, cookie } = await make.session(id);
    const other = await operator();
    const foreign = await endOwnSession(other, sessionId).catch((error: unknown) => error);
    const missing = await endOwnSession(other, 999_999).catch((error: unknown) => error);
    expect(foreign).toEqual(missing);
    expect(await actorOf({ cookie })).toMatchObject({ operatorId: id });
    const ctx = await make.as(id);
    await endOwnSession(ctx, sessionId);
    expect(await actorOf({ cookie })).toBeNull();
    await expect(endOwnSession(ctx, sessionId)).rejects.toMatchObject({ code: "not_found" });
    expect(await make.logged(id)).toEqual(["session_ended"]);
  });

  it("all end but the one that asks, and asking again changes nothing", async () => {
    const id = await make.person("operator", department);
    const stays = await make.session(id);
    const goes = [await make.session(id), await make.session(id)];
    const ctx = await make.as(id, stays.id);
    await endOtherSessions(ctx);
    await endOtherSessions(ctx);
    expect(await actorOf({ cookie: stays.cookie })).not.toBeNull();
    for (const { cookie } of goes) expect(await actorOf({ cookie })).toBeNull();
    expect(await make.logged(id)).toEqual(["session_ended"]);
  });

  it("tell when they were last used", async () => {
    const id = await make.person("operator", department);
    const { id: sessionId, cookie } = await make.session(id);
    await sql`update sessions set last_seen_at = now() - interval '1 hour' where id = ${sessionId}`;
    await actorOf({ cookie });
    const [row] = (await listSessions(await make.as(id), { limit: 50 })).results;
    expect(Date.now() - Date.parse(row?.last_seen_at ?? "")).toBeLessThan(60_000);
  });
});
