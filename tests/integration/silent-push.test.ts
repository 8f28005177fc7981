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
  // The push client gives up after 3 s, which a busy machine may sleep through: then once more.
  let wasFreeMeanwhile = false;
  for (let tries = 0; tries < 4 && !wasFreeMeanwhile; tries++) {
    const { clientId, conversationId } = await desk.client(618 + tries);
    const sent = await desk.answer(clientId, "Слышно?");
    const before = pusher.callers();
    let isOver = false;
    const delivering = desk.deliver(conversationId).finally(() => {
      isOver = true;
    });
    await waitFor(() => pusher.callers() > before, "the hint");
    await waitFor(isLockFree, "the lock to be free");
    wasFreeMeanwhile = !isOver;
    expect(await desk.standing(sent.id)).toMatchObject({ status: "sent" });
    pusher.hangUp();
    await delivering;
  }
  expect(wasFreeMeanwhile).toBe(true);
});

async function isLockFree(): Promise<boolean> {
  const held = await sql`select 1 from pg_locks where locktype = 'advisory' and classid = 7001`;
  return held.length === 0;
}
