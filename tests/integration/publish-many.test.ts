import { afterAll, beforeAll, expect, it } from "vitest";
import { bulkUpdateClients } from "@/lib/clients/bulk-update-clients";
import type { OperatorContext } from "@/lib/context";
import { hintsSent } from "@/lib/realtime/publish";
import { heardChannels } from "@/lib/realtime/realtime-config";
import { startLiveServer } from "@/live/server";
import { liveSocket } from "@/tests/support/network/live-socket";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";

const pusher = await startLiveServer({
  port: 0,
  app: { id: "app", key: "key", secret: "secret" },
});
const database = await testDatabase({ PUSHER_PORT: String(pusher.port) });
const { db, sql } = database;
const make = teamMaker(db, sql);

let admin: OperatorContext;
let departments: number[];
const clients: number[] = [];

beforeAll(async () => {
  admin = await make.as(await make.person("admin", null));
  departments = [];
  for (const name of ["Продажи", "Поддержка", "Возвраты"])
    departments.push(await make.department(name));
  for (let n = 0; n < 500; n++) {
    const client = await make.client(departments[n % 3] ?? null);
    await make.conversation(client);
    clients.push(client);
  }
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

it("a change of 500 clients in three departments reaches every audience, in one push each", async () => {
  const people = await Promise.all(
    departments.map(async (id) => make.as(await make.person("operator", id))),
  );
  const ears = await Promise.all([admin, ...people].map(listener));
  await bulkUpdateClients(admin, { ids: clients, change: { status: "active" } });
  await hintsSent();
  for (const ear of ears) {
    const events = (await ear.heard()).map(({ event }) => event);
    expect(events).toEqual(["conversations.changed"]);
    ear.close();
  }
});

it("a change of a few clients tells which, each of them once", async () => {
  const ear = await listener(admin);
  const few = clients.slice(0, 5);
  await bulkUpdateClients(admin, { ids: few, change: { status: "closed" } });
  await hintsSent();
  const heard = await ear.heard();
  expect(heard.map(({ event }) => event)).toEqual(few.map(() => "conversation.changed"));
  const ids = heard.map(({ data }) => (JSON.parse(data) as { clientId: number }).clientId);
  expect(ids.sort((a, b) => a - b)).toEqual(few);
  ear.close();
});
