import { type Desk, textUpdate } from "./support/desk";
import { type LoadRequest, type LoadResult, load } from "./support/load";
import { type Row, row } from "./support/report";
import { median } from "./support/statistics";

const connections = 16;
const warmUpSeconds = 10;
const roundSeconds = 4;
const rounds = 5;
const clients = 100_000;
const chats = 2000;
const firstChat = 700_000_000;

type Kind = "hello" | "webhook" | "list";

/**
 * Requests per second of the webhook and of a list of 50 from 100,000 clients, beside the same
 * build's hello-world route: medians over interleaved rounds, after a warm-up of each. Throws when
 * an answer is not 200 or a message answered 200 is not in the database.
 */
export async function throughput(desk: Desk): Promise<Row[]> {
  await seedClients(desk);
  const requests = requestsOf(desk);
  const rates: Record<Kind, number[]> = { hello: [], webhook: [], list: [] };
  let accepted = 0;
  const run = async (kind: Kind, seconds: number): Promise<LoadResult> => {
    const target = { port: desk.webPort, connections, seconds };
    const result = await load(target, requests[kind]);
    if (result.failed > 0) throw new Error(`${result.failed} requests of "${kind}" failed`);
    if (kind === "webhook") accepted += result.accepted;
    return result;
  };
  const kinds: Kind[] = ["hello", "webhook", "list"];
  for (const kind of kinds) await run(kind, warmUpSeconds);
  for (let round = 0; round < rounds; round++) {
    for (const kind of kinds) rates[kind].push((await run(kind, roundSeconds)).requestsPerSecond);
  }
  await assertStored(desk, accepted);
  const hello = median(rates.hello);
  const peer = "hello-world route of the same build";
  const facts = (kind: Kind) => ({
    value: median(rates[kind]),
    unit: "requests/s" as const,
    peer,
    peerValue: hello,
  });
  return [
    row({
      ...facts("webhook"),
      name: "webhook, a new message each",
      note: `${spread(rates.webhook)}; ${accepted} accepted, ${accepted} stored`,
    }),
    row({
      ...facts("list"),
      name: "list of 50 clients of 100,000",
      note: spread(rates.list),
    }),
  ];
}

function requestsOf(desk: Desk): Record<Kind, () => LoadRequest> {
  let turn = 0;
  const authorization = `Bearer ${desk.token}`;
  return {
    hello: () => ({ method: "GET", path: "/api/health" }),
    webhook: () => ({
      method: "POST",
      path: "/api/telegram/webhook/",
      headers: desk.webhookHeaders,
      body: textUpdate(firstChat + (turn++ % chats), `Где мой заказ? ${turn}`),
    }),
    list: () => ({
      method: "GET",
      path: "/api/clients/?limit=50",
      headers: { authorization },
    }),
  };
}

async function seedClients({ sql }: Desk) {
  await sql`insert into clients (telegram_id, first_name, last_name, username, department_id, created_at)
    select 800000000 + n, 'Имя ' || n, 'Фамилия ' || n, 'user' || n, (select id from departments limit 1),
      now() - n * interval '1 minute'
    from generate_series(1, ${clients}::int) n`;
  await sql`vacuum analyze clients`;
}

async function assertStored({ sql }: Desk, accepted: number) {
  const [found] =
    await sql`select count(*)::int as stored, count(distinct telegram_message_id)::int as apart
    from messages where chat_id between ${firstChat} and ${firstChat + chats}`;
  if (found?.stored !== accepted || found?.apart !== accepted) {
    throw new Error(`${accepted} updates were accepted, ${found?.stored} messages are stored`);
  }
}

function spread(rates: number[]): string {
  const [low, high] = [Math.min(...rates), Math.max(...rates)];
  return `${Math.round(low)}–${Math.round(high)} over ${rates.length} rounds`;
}
