import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OperatorContext } from "@/lib/context";
import { transferClient } from "@/lib/conversations/assignment/transfer-client";
import { updateDepartment } from "@/lib/departments/update-department";
import { change } from "@/lib/effects/change";
import { updateOperator } from "@/lib/operators/update-operator";
import { channelName, channels } from "@/lib/realtime/events";
import { readEpoch } from "@/lib/realtime/live-epoch";
import { publishTeam } from "@/lib/realtime/publish";
import { heardChannels } from "@/lib/realtime/realtime-config";
import { endOwnSession } from "@/lib/sessions/end-sessions";
import { touchConversation } from "@/lib/thread/touch-conversation";
import { revokeApiToken } from "@/lib/tokens/revoke-api-token";
import { startLiveServer } from "@/live/server";
import { liveSocket } from "@/tests/support/network/live-socket";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { waitFor } from "../support/wait-for";

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
let conversationId: number;
let clientId: number;

beforeAll(async () => {
  sales = await make.department("Продажи");
  support = await make.department("Поддержка");
  admin = await make.as(await make.person("admin", null));
});

beforeEach(async () => {
  await sql`update departments set visibility = 'department', manager_id = null`;
  clientId = await make.client(sales);
  conversationId = await make.conversation(clientId);
});

afterAll(async () => {
  await database.close();
  await pusher.close();
});

/** A hand-made socket in everything that this person may hear. */
async function listener(ctx: OperatorContext) {
  const socket = await liveSocket(pusher.port);
  for (const name of (await heardChannels(ctx)).channels) await socket.join(ctx, name);
  return socket;
}

/** Tells of a change in the conversation, and of one in the team. */
async function tellAll() {
  await change({ db }, (tx) => touchConversation(tx, conversationId));
  await publishTeam({ departmentId: Date.now() });
}

/** Publishes until those who may hear it do, under the names of now, and everybody else could have. */
async function untilHeardByAdmins() {
  const control = await listener(admin);
  await waitFor(async () => {
    await tellAll();
    const names = new Set(control.frames.map((frame) => frame.channel?.split("-")[1]));
    return names.has("everything") && names.has("team");
  }, "hints under the new names");
  control.close();
}

type Case = {
  who: () => Promise<number>;
  lose: (id: number, ctx: OperatorContext) => Promise<unknown>;
  with?: "session" | "token";
  /** The person stays, and hears less. */
  stays?: true;
};

const cases: Record<string, Case> = {
  "was deactivated": {
    who: () => make.person("operator", sales),
    lose: (id) => updateOperator(admin, id, { is_active: false }),
  },
  "was an admin and is an operator": {
    who: () => make.person("admin", null),
    lose: (id) => updateOperator(admin, id, { role: "operator", department_id: support }),
  },
  "moved to another department": {
    who: () => make.person("operator", sales),
    lose: (id) => updateOperator(admin, id, { department_id: support }),
  },
  "headed a department": {
    who: async () => {
      const id = await make.person("manager", support);
      await updateDepartment(admin, sales, { manager_id: id });
      return id;
    },
    lose: () => updateDepartment(admin, sales, { manager_id: null }),
    stays: true,
  },
  "saw the whole department": {
    who: () => make.person("operator", sales),
    lose: () => updateDepartment(admin, sales, { visibility: "own" }),
    stays: true,
  },
  "signed out there": {
    who: () => make.person("operator", sales),
    with: "session",
    lose: (_, ctx) => endOwnSession(ctx, ctx.actor.sessionId ?? 0),
  },
  "came by a token that was revoked": {
    who: () => make.person("operator", sales),
    with: "token",
    lose: (_, ctx) => revokeApiToken(ctx, ctx.actor.tokenId ?? 0),
  },
  "was removed past the product, in the database": {
    who: () => make.person("operator", sales),
    lose: (id) => sql`update operators set is_active = false where id = ${id}`,
  },
};

describe("a socket that never signed in hears nothing after its person has lost the right to", () => {
  it.each(Object.entries(cases))("%s", async (_, { who, lose, with: way, stays }) => {
    const id = await who();
    const ctx = await make.as(id);
    if (way === "session") ctx.actor.sessionId = (await make.session(id)).id;
    if (way === "token") {
      await make.token(id);
      const [row] = await sql`select id from api_tokens where operator_id = ${id}`;
      ctx.actor.tokenId = Number(row?.id);
    }
    const socket = await listener(ctx);
    await tellAll();
    await socket.next("conversation.changed");
    const before = await heardChannels(ctx);

    await lose(id, ctx);
    const lostAt = performance.now();
    await untilHeardByAdmins();
    await socket.heard();
    // Within five seconds every publisher uses the new names, and goes on to.
    expect(performance.now() - lostAt).toBeLessThan(5000);
    for (let n = 0; n < 3; n++) await untilHeardByAdmins();
    expect(await socket.heard()).toEqual([]);

    // Nor does what it once was let it into the channels of now.
    const { epoch } = await readEpoch(db);
    const still = stays ? (await heardChannels(ctx)).channels : [];
    for (const name of before.channels) {
      const present = `${name.slice(0, name.lastIndexOf("-"))}-${epoch}`;
      for (const wanted of [name, present].filter((one) => !still.includes(one))) {
        await expect(socket.join(ctx, wanted)).rejects.toMatchObject({ code: "forbidden" });
      }
    }
    socket.close();
  });
});

it("tells everybody who still listens under the former names, so that they move at once", async () => {
  const staying = await listener(await make.as(await make.person("operator", support)));
  const { epoch } = await readEpoch(db);
  await updateOperator(admin, await make.person("operator", sales), { department_id: support });
  await staying.next("channels.renamed", channelName(channels.team, epoch));
  staying.close();
});

it("renames nothing for a change that takes no right away", async () => {
  const id = await make.person("operator", sales);
  await sql`update operators set last_seen = now() where id = ${id}`;
  const before = await readEpoch(db);
  await updateOperator(admin, id, { name: "Мария", capacity: 3 });
  await updateDepartment(admin, sales, { description: "Новое" });
  await make.session(id);
  expect(await readEpoch(db)).toEqual(before);
});

describe("the room of a conversation", () => {
  const room = async () => {
    const [row] =
      await sql`select department_id, assigned_operator_id from clients where id = ${clientId}`;
    const facts = {
      conversationId,
      departmentId: Number(row?.department_id),
      assignedOperatorId:
        row?.assigned_operator_id === null ? null : Number(row?.assigned_operator_id),
    };
    return channelName(channels.conversation(facts), (await readEpoch(db)).epoch);
  };

  it("is another one after a transfer: a former viewer hears nobody come, type or leave", async () => {
    const viewer = await make.as(await make.person("operator", sales));
    const former = await liveSocket(pusher.port);
    const name = await room();
    await former.join(viewer, name);
    await transferClient(admin, conversationId, { department_id: support });
    await expect(former.join(viewer, name)).rejects.toMatchObject({ code: "forbidden" });
    await expect(former.join(viewer, await room())).rejects.toMatchObject({ code: "forbidden" });

    await former.heard();
    const colleague = await make.as(await make.person("operator", support));
    const [first, second] = [await liveSocket(pusher.port), await liveSocket(pusher.port)];
    await second.join(admin, await room());
    await first.join(colleague, await room());
    first.send({ event: "client-typing", channel: await room(), data: {} });
    await second.next("client-typing");
    first.close();
    await second.next("pusher_internal:member_removed");
    expect(await former.heard()).toEqual([]);
    for (const socket of [former, second]) socket.close();
  });

  it("is another one after somebody lost the right to see it", async () => {
    const viewer = await make.as(await make.person("operator", sales));
    const former = await liveSocket(pusher.port);
    const before = await room();
    await former.join(viewer, before);
    await updateOperator(admin, viewer.actor.operatorId, { is_active: false });
    expect(await room()).not.toBe(before);
    const present = await liveSocket(pusher.port);
    await expect(present.join(admin, before)).rejects.toMatchObject({ code: "forbidden" });
    await present.join(admin, await room());
    for (const socket of [former, present]) socket.close();
  });
});

it("many who lose rights at once neither deadlock nor wait for one another's locks", async () => {
  const people = await Promise.all(
    Array.from({ length: 12 }, (_, n) => make.person("manager", n % 2 ? sales : support)),
  );
  await Promise.all(
    people.flatMap((id, n) => [
      updateOperator(admin, id, { is_active: false }),
      updateDepartment(admin, n % 2 ? sales : support, {
        manager_id: null,
        visibility: n % 3 ? "own" : "department",
      }),
    ]),
  );
});
