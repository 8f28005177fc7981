import type { WebSocketRoute } from "playwright/test";
import postgres from "postgres";
import { control, expect, newClient, type Page, stack, test } from "../pages/journey";

/** Share of push events that never arrive, and of those that arrive twice or late. */
const dropped = 0.3;
const doubled = 0.15;
const delayed = 0.15;

test("two browsers that lose, double and reorder push events end equal to the database", async ({
  open,
}) => {
  test.setTimeout(120_000);
  const seed = Number(process.env.LIVE_SEED ?? Date.now() % 1_000_000);
  console.log(`LIVE_SEED=${seed}`);
  const random = numbers(seed);
  const clients = await Promise.all(
    ["Первая", "Вторая", "Третья"].map((name) => newClient(`${name}Эфир`)),
  );
  for (const client of clients) await control().sendText(client.id, "Начало");
  const counts = { passed: 0, dropped: 0 };
  const desks = await Promise.all(
    (["admin", "operator"] as const).map(async (role) => {
      const page = await open(role, "/login");
      await page.routeWebSocket(/\/app\//, (socket) => spoil(socket, random, counts));
      await page.goto("/chat");
      await page
        .getByTestId(/^conversation-row/)
        .filter({ hasText: clients[0]?.fullName ?? "" })
        .click();
      await expect(page.getByTestId("thread").getByText("Начало")).toBeVisible();
      return page;
    }),
  );

  for (let n = 1; n <= 45; n++) {
    const client = clients[n % clients.length];
    if (client) await control().sendText(client.id, `Слово ${n}.`);
    if (n % 15 === 0 && desks[0]) await answer(desks[0], `Ответ ${n}.`);
  }

  const sql = postgres(stack.databaseUrl, { max: 1 });
  const wanted = await sql<{ content: string }[]>`
    select m.content from messages m join clients c on c.id = m.client_id
    where c.telegram_id = ${clients[0]?.id ?? 0} and m.message_type = 'text'
    order by m.position, m.id`;
  await sql.end();
  for (const desk of desks) {
    await expect
      .poll(() => textsOf(desk), { timeout: 30_000 })
      .toEqual(wanted.map(({ content }) => content));
    for (const client of clients) {
      const row = desk.getByTestId(/^conversation-row/).filter({ hasText: client.fullName });
      await expect(row).toContainText(lastOf(client, clients));
    }
  }
  console.log(`push events passed ${counts.passed}, dropped ${counts.dropped}`);
  expect(counts.dropped, "or nothing was proved").toBeGreaterThan(5);
});

/** Drops, doubles and delays what the push server says, except for the protocol's own events. */
function spoil(
  socket: WebSocketRoute,
  random: () => number,
  counts: { passed: number; dropped: number },
) {
  const server = socket.connectToServer();
  let late: string | Buffer | undefined;
  server.onMessage((message) => {
    if (String(message).includes('"event":"pusher')) return socket.send(message);
    const dice = random();
    if (dice < dropped) {
      counts.dropped++;
      return;
    }
    counts.passed++;
    if (dice > 1 - delayed && late === undefined) {
      late = message;
      return;
    }
    socket.send(message);
    if (dice < dropped + doubled) socket.send(message);
    if (late !== undefined) socket.send(late);
    late = undefined;
  });
}

async function answer(page: Page, text: string) {
  await page.getByTestId("composer-input").fill(text);
  await page.getByTestId("composer-send").click();
  await expect(page.getByTestId("thread").getByText(text)).toBeVisible();
}

/** The texts in the thread of "Слово", "Ответ" and "Начало" lines, as the screen orders them. */
async function textsOf(page: Page): Promise<string[]> {
  const lines = await page.getByTestId("thread").getByText(/^(Начало|(Слово|Ответ) \d+\.)$/);
  return lines.allTextContents();
}

function lastOf(client: { id: number }, clients: { id: number }[]): string {
  const place = clients.findIndex(({ id }) => id === client.id);
  const last = [45, 44, 43].find((n) => n % clients.length === place);
  return place === 0 ? "Ответ 45." : `Слово ${last}.`;
}

/** The same numbers for the same seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
