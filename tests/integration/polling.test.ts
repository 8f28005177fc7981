import { Api } from "grammy";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { SimulatorControl } from "@/dev/telegram/control-client";
import { startTelegramSimulator } from "@/dev/telegram/server";
import { pollOnce, pollUpdates } from "@/jobs/poll-updates";
import { inPollingTurn } from "@/lib/telegram/polling-turn";
import { testDatabase } from "../support/database";
import { waitFor } from "../support/wait-for";

const simulator = await startTelegramSimulator();
const control = new SimulatorControl(simulator.url);
const api = new Api(simulator.token, { apiRoot: simulator.url });
const database = await testDatabase({ TELEGRAM_API_ROOT: simulator.url });
const { sql } = database;
let person = 900;

beforeAll(async () => {
  await sql`insert into departments (name, is_default) values ('Поддержка', true)`;
});
beforeEach(async () => {
  await sql`truncate bot_state, raw_updates`;
  await control.reset();
  // Another chat each time: the simulator counts its messages from one again.
  person++;
  await control.createPerson({ id: person, first_name: "Анна" });
});
afterAll(async () => {
  await database.close();
  await simulator.close();
});

/** Polls in `count` processes' stead while `act` runs. */
async function whilePolling(count: number, act: () => Promise<unknown>) {
  const stopping = new AbortController();
  const polling = Array.from({ length: count }, () => pollUpdates(stopping.signal));
  try {
    await act();
  } finally {
    stopping.abort();
    await Promise.all(polling);
  }
}

const arrives = (text: string) =>
  waitFor(
    () => sql`select 1 from messages where content = ${text}`.then((rows) => rows.length > 0),
    `“${text}” in the database`,
  );
const offset = async () => {
  const [row] = await sql`select polling_offset::int as at from bot_state`;
  return row?.at as number | undefined;
};

it("ends a forgotten webhook, drops nothing and takes what waited", async () => {
  await api.setWebhook("http://127.0.0.1:9/forgotten");
  await control.sendText(person, "Ждало вебхука");
  await whilePolling(1, () => arrives("Ждало вебхука"));
  expect(await api.getWebhookInfo()).toMatchObject({ url: "" });
});

it("two workers never poll at once, and each message is there once", async () => {
  await whilePolling(2, async () => {
    for (const text of ["раз", "два", "три"]) {
      await control.sendText(person, text);
      await arrives(text);
    }
  });
  const calls = await control.calls({ method: "getUpdates" });
  expect(calls.filter(({ status }) => status === 409)).toEqual([]);
  expect(await sql`select 1 from messages where content in ('раз', 'два', 'три')`).toHaveLength(3);
});

it("an update that cannot be applied moves the offset on and holds up no other", async () => {
  const chat = { id: person, type: "private" };
  const broken = { message_id: "x", date: "never", chat, text: "Яд" };
  const { update_id } = await control.sendRaw({ message: broken } as never);
  await control.sendText(person, "после яда");
  await whilePolling(1, () => arrives("после яда"));
  expect(await offset()).toBe(update_id + 2);
  const [row] = await sql`select status from raw_updates where update_id = ${update_id}`;
  expect(row?.status).toBe("failed");
});

it("what Postgres refuses for the moment is asked for again", async () => {
  await sql`create function busy() returns trigger language plpgsql as
    $$ begin raise lock_not_available; end $$`;
  await sql`create trigger busy before insert on raw_updates for each row execute function busy()`;
  await control.sendText(person, "терпение");
  await expect(pollOnce(new AbortController().signal)).rejects.toThrow();
  expect(await offset()).toBeUndefined();
  await sql`drop trigger busy on raw_updates`;
  await pollOnce(new AbortController().signal);
  expect(await offset()).toBeGreaterThan(0);
  await arrives("терпение");
});

it("one round leaves the turn to a worker that polls", async () => {
  await control.sendText(person, "не сейчас");
  await inPollingTurn(() => pollOnce(new AbortController().signal));
  expect(await control.calls({ method: "getUpdates" })).toEqual([]);
});

it("a chat that somebody keeps locked holds up no other, and comes in once it is free", async () => {
  const other = person + 5000;
  await control.createPerson({ id: other, first_name: "Борис" });
  await control.sendText(person, "Первое");
  await whilePolling(1, () => arrives("Первое"));
  let free = () => {};
  const freed = new Promise<void>((resolve) => {
    free = resolve;
  });
  let isHeld = () => {};
  const held = new Promise<void>((resolve) => {
    isHeld = resolve;
  });
  const holding = sql.begin(async (tx) => {
    await tx`select 1 from clients where telegram_id = ${person} for update`;
    isHeld();
    await freed;
  });
  await held;
  await control.sendText(person, "Заперто");
  await control.sendText(other, "Мимо");
  await control.sendText(person, "И это");
  await whilePolling(1, async () => {
    await arrives("Мимо");
    expect(await sql`select 1 from messages where content in ('Заперто', 'И это')`).toEqual([]);
    free();
    await holding;
    await arrives("И это");
  });
  const rows = await sql`select content from messages where sender_type = 'client'
    and content in ('Заперто', 'Мимо', 'И это') order by content`;
  expect(rows.map(({ content }) => content)).toEqual(["Заперто", "И это", "Мимо"]);
});
