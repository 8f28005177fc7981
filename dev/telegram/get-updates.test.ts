import { Api, GrammyError } from "grammy";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { SimulatorControl } from "./control-client";
import { startTelegramSimulator, type TelegramSimulator } from "./server";

let sim: TelegramSimulator;
let control: SimulatorControl;
let api: Api;
let personId: number;

beforeAll(async () => {
  sim = await startTelegramSimulator();
  control = new SimulatorControl(sim.url);
  api = new Api(sim.token, { apiRoot: sim.url });
});
afterAll(() => sim.close());
beforeEach(async () => {
  await control.reset();
  personId = (await control.createPerson({ first_name: "Анна" })).id;
});

const say = (...texts: string[]) =>
  control.acts(texts.map((text) => ({ act: "text", person_id: personId, text })));
const texts = (updates: Awaited<ReturnType<Api["getUpdates"]>>) =>
  updates.map((update) => update.message?.text);

it("repeats updates until an offset confirms them", async () => {
  await say("раз", "два", "три");
  const first = await api.getUpdates({ limit: 2 });
  expect(texts(first)).toEqual(["раз", "два"]);
  expect(texts(await api.getUpdates())).toEqual(["раз", "два", "три"]);
  const offset = (first[1]?.update_id ?? 0) + 1;
  expect(texts(await api.getUpdates({ offset }))).toEqual(["три"]);
  expect(texts(await api.getUpdates())).toEqual(["три"]);
});

it("takes a negative offset from the end and forgets what lies before", async () => {
  await say("раз", "два", "три");
  expect(texts(await api.getUpdates({ offset: -1 }))).toEqual(["три"]);
  expect(texts(await api.getUpdates())).toEqual(["три"]);
});

it("answers a waiting poll as soon as something comes", async () => {
  const waiting = api.getUpdates({ timeout: 30 });
  await control.waitFor(async () => {
    await say("пришло");
    return true;
  });
  expect(texts(await waiting)).toEqual(["пришло"]);
});

it("ends the older of two pollers with 409", async () => {
  const older = api.getUpdates({ timeout: 30 }).catch((error: unknown) => error);
  const newer = control.waitFor(async () => {
    await api.getUpdates({ timeout: 0 });
    return (await Promise.race([older, Promise.resolve(null)])) as unknown;
  });
  expect(await newer).toBeInstanceOf(GrammyError);
  expect(await older).toMatchObject({
    error_code: 409,
    description:
      "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
  });
});

it("refuses polling while a webhook is set", async () => {
  await api.setWebhook("http://127.0.0.1:9/hook");
  await expect(api.getUpdates()).rejects.toMatchObject({ error_code: 409 });
  await api.deleteWebhook();
  await expect(api.getUpdates()).resolves.toEqual([]);
});
