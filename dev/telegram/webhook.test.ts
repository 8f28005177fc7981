import { Api } from "grammy";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { SimulatorControl } from "./control-client";
import { startTelegramSimulator, type TelegramSimulator } from "./server";
import { retryDelay } from "./updates/retry-delay";
import { type Answer, type Received, startWebhookReceiver } from "./webhook-receiver";

let sim: TelegramSimulator;
let control: SimulatorControl;
let api: Api;
let hook: Awaited<ReturnType<typeof startWebhookReceiver>>;
let respond: (received: Received) => Answer | Promise<Answer>;

beforeAll(async () => {
  sim = await startTelegramSimulator({ retryScale: 0.01 });
  control = new SimulatorControl(sim.url);
  api = new Api(sim.token, { apiRoot: sim.url });
});
afterAll(() => sim.close());
beforeEach(async () => {
  await control.reset();
  respond = () => 200;
  hook = await startWebhookReceiver((received) => respond(received));
});
afterEach(() => hook.close());

const idle = () =>
  control.waitFor(async () => (await api.getWebhookInfo()).pending_update_count === 0, {
    what: "an empty queue",
  });
const texts = () => hook.received.map(({ update }) => update.message?.text);

it("delivers with the secret header", async () => {
  await api.setWebhook(hook.url, { secret_token: "s3cret_-" });
  const anna = await control.createPerson({ first_name: "Анна" });
  await control.sendText(anna.id, "привет");
  await idle();
  expect(hook.received).toMatchObject([{ secret: "s3cret_-", path: "/hook" }]);
  await expect(api.setWebhook(hook.url, { secret_token: "нет" })).rejects.toThrow(/unallowed/);
});

it("keeps a chat's order while it fails and does not hold up other chats", async () => {
  const anna = await control.createPerson({ first_name: "Анна" });
  const boris = await control.createPerson({ first_name: "Борис" });
  let refusals = 3;
  respond = ({ update }) => (update.message?.text === "а1" && refusals-- > 0 ? 500 : 200);
  await control.acts([
    { act: "text", person_id: anna.id, text: "а1" },
    { act: "text", person_id: anna.id, text: "а2" },
    { act: "text", person_id: boris.id, text: "б1" },
  ]);
  await api.setWebhook(hook.url, { max_connections: 1 });
  await idle();
  const seen = texts();
  expect(seen.filter((text) => text === "а1")).toHaveLength(4);
  expect(seen.indexOf("а2")).toBe(seen.lastIndexOf("а1") + 1);
  expect(seen.indexOf("б1")).toBeLessThan(seen.lastIndexOf("а1"));
  expect(await api.getWebhookInfo()).toMatchObject({
    last_error_message: "Wrong response from the webhook: 500 Internal Server Error",
  });
});

it("lets a pressed button past a failing chat", async () => {
  const anna = await control.createPerson({ first_name: "Анна", is_started: true });
  const { message_id } = await api.sendMessage(anna.id, "?", {
    reply_markup: { inline_keyboard: [[{ text: "Да", callback_data: "y" }]] },
  });
  let isDown = true;
  respond = ({ update }) => (update.message && isDown ? 503 : 200);
  await api.setWebhook(hook.url);
  await control.sendText(anna.id, "ждёт");
  await control.pressButton(anna.id, message_id, "Да");
  await control.waitFor(() => hook.received.some(({ update }) => update.callback_query));
  isDown = false;
  await idle();
});

it("stalls the bot when twice max_connections chats fail", async () => {
  let isDown = true;
  respond = ({ update }) => (update.message?.text === "ядовитое" && isDown ? 500 : 200);
  await api.setWebhook(hook.url, { max_connections: 1 });
  for (let n = 0; n < 2; n++) {
    const { id } = await control.createPerson({ first_name: `П${n}` });
    await control.sendText(id, "ядовитое");
  }
  const late = await control.createPerson({ first_name: "Поздний" });
  await control.waitFor(() => hook.received.length > 3);
  await control.sendText(late.id, "хорошее");
  const before = hook.received.length;
  await control.waitFor(() => hook.received.length > before + 4);
  expect(texts()).not.toContain("хорошее");
  isDown = false;
  await idle();
  expect(texts()).toContain("хорошее");
});

it("delivers the same update again, many at once", async () => {
  await api.setWebhook(hook.url);
  const anna = await control.createPerson({ first_name: "Анна" });
  const { update_ids } = await control.sendText(anna.id, "раз");
  await idle();
  const again = await control.redeliver(update_ids[0] ?? 0, 5);
  expect(again.map((delivery) => delivery.status)).toEqual([200, 200, 200, 200, 200]);
  expect(new Set(hook.received.map(({ update }) => update.update_id)).size).toBe(1);
  expect(hook.received).toHaveLength(6);
});

it("delivers only the kinds that the bot asked for, but raw updates always", async () => {
  await api.setWebhook(hook.url, { allowed_updates: ["message", "message_reaction"] });
  const anna = await control.createPerson({ first_name: "Анна" });
  const sent = await control.sendText(anna.id, "раз");
  await control.react(anna.id, sent.messages[0]?.message_id ?? 0, ["👍"]);
  await control.editText(anna.id, sent.messages[0]?.message_id ?? 0, "два");
  await control.sendRaw({ telepathy: { thought: "?" } });
  await idle();
  const kinds = hook.received.map(({ update }) => Object.keys(update)[1]);
  expect(kinds.sort()).toEqual(["message", "message_reaction", "telepathy"]);
});

it("executes a method that the webhook names in its answer", async () => {
  const anna = await control.createPerson({ first_name: "Анна" });
  respond = () => ({ method: "sendMessage", chat_id: anna.id, text: "ответ" });
  await api.setWebhook(hook.url);
  await control.sendText(anna.id, "вопрос");
  await control.waitForText(anna.id, "ответ");
});

it("drops what waits only when told to", async () => {
  const anna = await control.createPerson({ first_name: "Анна" });
  await control.sendText(anna.id, "старое");
  await api.setWebhook(hook.url, { drop_pending_updates: true });
  await control.sendText(anna.id, "новое");
  await idle();
  expect(texts()).toEqual(["новое"]);
});

it("waits as Telegram does: at once, 2, 4 … 64 s, then 60 to 120 s, or as Retry-After says", () => {
  const waits = [1, 2, 3, 4, 5, 6, 7].map((failures) => retryDelay(failures));
  expect(waits).toEqual([0, 2, 4, 8, 16, 32, 64]);
  expect(retryDelay(8, 0, 0)).toBe(60);
  expect(retryDelay(20, 0, 1)).toBe(120);
  expect(retryDelay(1, 5)).toBe(5);
});
