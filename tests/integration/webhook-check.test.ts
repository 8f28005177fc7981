import { Api } from "grammy";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { SimulatorControl } from "@/dev/telegram/control-client";
import { startTelegramSimulator } from "@/dev/telegram/server";
import { startWebhookReceiver } from "@/dev/telegram/webhook-receiver";
import type { OperatorContext } from "@/lib/context";
import { allowedUpdates, checkWebhook } from "@/lib/telegram/check-webhook";
import { getTelegramConnection, repairTelegram } from "@/lib/telegram/connection";
import { testDatabase } from "../support/database";
import { teamMaker } from "../support/team";
import { waitFor } from "../support/wait-for";

const secret = "the-right-secret";
const simulator = await startTelegramSimulator({ retryScale: 0.01 });
const control = new SimulatorControl(simulator.url);
const api = new Api(simulator.token, { apiRoot: simulator.url });
/** Our webhook route: 401 to another secret, as app/api/telegram/webhook answers. */
const receiver = await startWebhookReceiver((received) => (received.secret === secret ? 200 : 401));
const database = await testDatabase({
  TELEGRAM_API_ROOT: simulator.url,
  TELEGRAM_WEBHOOK_URL: receiver.url,
  TELEGRAM_WEBHOOK_SECRET: secret,
});
const { db, sql } = database;
const allowed_updates = [...allowedUpdates];
let admin: OperatorContext;

beforeAll(async () => {
  const team = teamMaker(db, sql);
  admin = await team.as(await team.person("admin", null));
});
beforeEach(async () => {
  await sql`truncate bot_state`;
  await control.reset();
  await control.createPerson({ id: 1, first_name: "Анна" });
});
afterAll(async () => {
  await database.close();
  await receiver.close();
  await simulator.close();
});

const arrives = (text: string) =>
  waitFor(
    () =>
      receiver.received.some(({ update, secret: given }) => {
        return update.message?.text === text && given === secret;
      }),
    `“${text}” at our route`,
  );

/** The calls that set the webhook; none of them may drop what waits. */
async function settings() {
  const calls = await control.calls({ method: "setWebhook" });
  expect(calls.filter((call) => String(call.params.drop_pending_updates) === "true")).toEqual([]);
  return calls.length;
}

it("sets a webhook that is missing, elsewhere or without our kinds, and leaves a right one alone", async () => {
  await checkWebhook(db);
  expect(await settings()).toBe(1);
  expect(await getTelegramConnection(admin)).toMatchObject({ problem: null, is_right: true });
  await checkWebhook(db);
  expect(await settings()).toBe(1);
  await api.setWebhook("http://127.0.0.1:9/elsewhere", { secret_token: secret });
  await api.setWebhook(receiver.url, { secret_token: secret, allowed_updates: ["message"] });
  await checkWebhook(db);
  expect(await settings()).toBe(4);
  expect(await api.getWebhookInfo()).toMatchObject({ url: receiver.url, allowed_updates });
});

it("repairs a wrong secret, shows the error, and what waited arrives", async () => {
  await api.setWebhook(receiver.url, { secret_token: "another-secret", allowed_updates });
  await control.sendText(1, "Ждёт");
  await waitFor(async () => (await api.getWebhookInfo()).last_error_message, "a refusal");
  await checkWebhook(db);
  expect(await settings()).toBe(2);
  await arrives("Ждёт");
  expect(await getTelegramConnection(admin)).toMatchObject({
    problem: "error",
    last_error: expect.stringContaining("401"),
  });
  await checkWebhook(db);
  expect(await settings()).toBe(2);
});

it("an error that is not about the secret is shown and repairs nothing", async () => {
  await checkWebhook(db);
  const seen = { last_error_message: "Connection timed out", last_error_date: Date.now() / 1000 };
  await sql`update bot_state set webhook = webhook || ${JSON.stringify(seen)}::text::jsonb`;
  expect(await getTelegramConnection(admin)).toMatchObject({ problem: "error" });
  expect(await settings()).toBe(1);
});

it("a growing backlog and a check that is missing are shown", async () => {
  await checkWebhook(db);
  await sql`update bot_state set webhook = webhook || '{"pending_before":2,"pending_update_count":5}'`;
  expect(await getTelegramConnection(admin)).toMatchObject({ problem: "backlog" });
  await sql`update bot_state set checked_at = now() - interval '3 minutes'`;
  expect(await getTelegramConnection(admin)).toMatchObject({ problem: "unchecked" });
  await checkWebhook(db);
  expect(await getTelegramConnection(admin)).toMatchObject({ problem: null });
});

it("the button sets the webhook in any case, its secret too", async () => {
  await api.setWebhook(receiver.url, { secret_token: "another-secret", allowed_updates });
  expect(await repairTelegram(admin)).toMatchObject({ problem: null });
  await control.sendText(1, "После кнопки");
  await arrives("После кнопки");
});
