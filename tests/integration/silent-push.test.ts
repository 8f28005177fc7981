import { afterAll, expect, it } from "vitest";
import { startSilentServer } from "../support/silent-server";
import { telegramDesk } from "../support/telegram-desk";
import { waitFor } from "../support/wait-for";

const pusher = await startSilentServer();
const desk = await telegramDesk({ PUSHER_PORT: String(pusher.port) });
const { sql } = desk;

afterAll(async () => {
  await desk.close();
  await pusher.close();
});

it("a silent push server does not keep the chat's lock", async () => {
  const { clientId, conversationId } = await desk.client(618);
  const sent = await desk.answer(clientId, "Слышно?");
  const before = pusher.callers();
  const delivering = desk.deliver(conversationId);
  await waitFor(() => pusher.callers() > before, "the hint");
  const free = () =>
    sql`select 1 from pg_locks where locktype = 'advisory' and classid = 7001`.then(
      (rows) => rows.length === 0,
    );
  let isOver = false;
  void delivering.then(() => {
    isOver = true;
  });
  await waitFor(free, "the lock to be free");
  expect(isOver).toBe(false);
  expect(await desk.standing(sent.id)).toMatchObject({ status: "sent" });
  pusher.hangUp();
  await delivering;
});
