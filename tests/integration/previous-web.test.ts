import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, db } from "@/db/client";
import { previousRevision, startPreviousWeb } from "../support/previous/previous-web";
import { teamMaker } from "../support/team";
import { updatesFrom } from "../support/telegram/telegram-updates";
import { workerStage } from "../support/worker-stage";

// Web servers of the previous commit run while our migrations do, and until each is replaced.
const isFull = process.env.TEST_FULL === "1";
const revision = isFull ? previousRevision() : null;
if (isFull && !revision) console.log("skipped: this clone's history holds no other schema");

type Rows = { results: { id: number; first_name?: string; client?: { first_name: string } }[] };

describe.skipIf(!revision)(`the web server built from ${revision?.slice(0, 7)}`, () => {
  const chatId = 690_000;
  let stage: Awaited<ReturnType<typeof workerStage>>;
  let web: Awaited<ReturnType<typeof startPreviousWeb>>;
  let headers: Record<string, string>;

  beforeAll(async () => {
    stage = await workerStage();
    web = await startPreviousWeb(revision ?? "", stage.env);
    const { sql } = stage;
    await sql`insert into departments (name, is_default) values ('Поддержка', true)`;
    const make = teamMaker(db(), sql);
    const token = await make.token(await make.person("admin", null));
    headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    await stage.control.createPerson({ id: chatId, first_name: "Анна", is_started: true });
  }, 1_800_000);

  afterAll(async () => {
    await web?.stop();
    await closeDatabase();
    await stage?.close();
    // Packages that were installed are many files to remove.
  }, 600_000);

  const list = async (path: string) => {
    const response = await fetch(`${web.url}${path}`, { headers });
    expect(response.status).toBe(200);
    return ((await response.json()) as Rows).results;
  };

  it("stores an update that Telegram delivers", async () => {
    const response = await fetch(`${web.url}/api/telegram/webhook/`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-telegram-bot-api-secret-token": stage.env.TELEGRAM_WEBHOOK_SECRET ?? "",
      },
      body: JSON.stringify(updatesFrom(chatId).text("Где мой заказ?")),
    });
    expect(response.status).toBe(200);
    const stored = await stage.sql`select content from messages where sender_type = 'client'`;
    expect(stored).toEqual([{ content: "Где мой заказ?" }]);
    expect(await stage.sql`select status from raw_updates`).toEqual([{ status: "applied" }]);
  });

  it("lists the client and the conversation", async () => {
    expect(await list("/api/clients/")).toMatchObject([{ first_name: "Анна" }]);
    expect(await list("/api/conversations/")).toMatchObject([{ client: { first_name: "Анна" } }]);
  });

  it("takes an answer, which our worker delivers to the client", async () => {
    const [client] = await list("/api/clients/");
    const response = await fetch(`${web.url}/api/messages/`, {
      method: "POST",
      headers: { ...headers, "idempotency-key": "previous-web" },
      body: JSON.stringify({ client_id: client?.id, content: "Уже в пути" }),
    });
    expect(response.status).toBe(201);
    await stage.startWorker();
    await stage.control.waitForText(chatId, "Уже в пути", 60_000);
    const messages = await stage.control.received(chatId);
    expect(messages.map(({ text }) => text)).toEqual(["Уже в пути"]);
  }, 90_000);
});
