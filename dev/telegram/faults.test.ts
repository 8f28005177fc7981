import { Api, HttpError } from "grammy";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { SimulatorControl } from "./control-client";
import type { FaultInput } from "./control-types";
import { startTelegramSimulator, type TelegramSimulator } from "./server";

let sim: TelegramSimulator;
let control: SimulatorControl;
let api: Api;
let anna: number;
let boris: number;

beforeAll(async () => {
  sim = await startTelegramSimulator();
  control = new SimulatorControl(sim.url);
  // Without a timeout of its own, grammY (node-fetch 2) waits 500 s on half a reply.
  api = new Api(sim.token, { apiRoot: sim.url, timeoutSeconds: 1 });
});
afterAll(() => sim.close());
beforeEach(async () => {
  await control.reset();
  anna = (await control.createPerson({ first_name: "Анна", is_started: true })).id;
  boris = (await control.createPerson({ first_name: "Борис", is_started: true })).id;
});

it("refuses the next calls of one chat with 429 and lets the others through", async () => {
  await control.injectFault({
    method: "sendMessage",
    chat_id: anna,
    effect: "429",
    retry_after: 7,
    times: 2,
  });
  for (let n = 0; n < 2; n++) {
    await expect(api.sendMessage(anna, "x")).rejects.toMatchObject({
      error_code: 429,
      description: "Too Many Requests: retry after 7",
      parameters: { retry_after: 7 },
    });
  }
  await api.sendMessage(boris, "x");
  await api.sendMessage(anna, "x");
  expect(await control.received(anna)).toHaveLength(1);
});

const spoilt: [fault: Omit<FaultInput, "method">, arrives: number][] = [
  [{ effect: "error", status: 502 }, 0],
  [{ effect: "error", status: 500, processed: true }, 1],
  [{ effect: "reset" }, 0],
  [{ effect: "reset", processed: true }, 1],
  [{ effect: "half_reply" }, 1],
];

it.each(spoilt)("spoils a call by %o", async (fault, arrives) => {
  await control.injectFault({ method: "sendMessage", ...fault });
  await expect(api.sendMessage(anna, "раз")).rejects.toThrow();
  expect(await control.received(anna, "раз")).toHaveLength(arrives);
  expect(await control.faults()).toEqual([]);
  await api.sendMessage(anna, "два");
});

it("accepts a message and hangs until the faults are cleared", async () => {
  await control.injectFault({ method: "sendMessage", effect: "hang" });
  const call = api.sendMessage(anna, "дошло").catch((error: unknown) => error);
  await control.waitForText(anna, "дошло");
  expect(await control.calls({ chat_id: anna })).toMatchObject([
    { accepted: true, responded: false },
  ]);
  await control.clearFaults();
  expect(await call).toBeInstanceOf(HttpError);
});

it("spoils downloads too", async () => {
  const { messages } = await control.sendPhoto(anna);
  const photo = messages[0]?.message.photo?.at(-1);
  const { file_path } = await api.getFile(photo?.file_id ?? "");
  const download = () => fetch(`${sim.url}/file/bot${sim.token}/${file_path}`);
  await control.injectFault({ method: "file", effect: "error", status: 502 });
  expect((await download()).status).toBe(502);
  expect((await download()).status).toBe(200);
});

it("enforces Telegram's limits when they are switched on", async () => {
  await control.setLimits({ per_chat_per_second: 1, per_group_per_minute: 20, per_second: 30 });
  await api.sendMessage(anna, "раз");
  await expect(api.sendMessage(anna, "два")).rejects.toMatchObject({
    parameters: { retry_after: 1 },
  });
  await api.sendMessage(boris, "раз");
});
