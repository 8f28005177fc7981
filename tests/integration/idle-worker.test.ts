import { afterAll, expect, it } from "vitest";
import { waitFor } from "../support/wait-for";
import { workerStage } from "../support/worker-stage";

const size =
  process.env.TEST_FULL === "1" ? { chats: 100_000, seconds: 60 } : { chats: 10_000, seconds: 10 };
const stage = await workerStage();
const { sql } = stage;

afterAll(() => stage.close());

/** Chats that were written to, long ago, each woken once. */
async function makeChats(count: number) {
  await sql`with c as (
      insert into clients (telegram_id, first_name, last_name)
      select 1000000 + n, 'Клиент', n::text from generate_series(1, ${count}::int) n returning id, telegram_id),
    v as (insert into conversations (client_id, chat_id, work_state) select id, telegram_id, 'done' from c
      returning id, client_id, chat_id)
    insert into messages (conversation_id, client_id, chat_id, sender_type, kind, message_type, content,
      delivery_status, position, seq, sent_at)
    select id, client_id, chat_id, 'operator', 'text', 'text', 'Готово', 'sent', 1, 1, now() from v`;
  for (let from = 1; from <= count; from += 500) {
    const some = sql`from conversations where id between ${from} and ${from + 499}`;
    await sql`select wake_job_in('send-message-to-telegram', json_build_object('conversationId', id),
      'chat-' || id, interval '0', 25) ${some}`;
    await sql`select graphile_worker.remove_job('chat-' || id) ${some}`;
    await sql`vacuum analyze graphile_worker._private_jobs`;
  }
}

async function walBytes(): Promise<number> {
  const [row] = await sql`select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as bytes`;
  return Number(row?.bytes);
}

it("an idle worker writes next to nothing, with many chats behind it and jobs that wait for tomorrow", async () => {
  // What vacuum writes is not the worker's.
  await sql`alter system set autovacuum = off`;
  await sql`select pg_reload_conf()`;
  await makeChats(size.chats);
  await sql`select wake_job_in('send-message-to-telegram', json_build_object('conversationId', id),
    'chat-' || id || '-later', interval '1 day', 25)
    from conversations order by id limit 1000`;
  await sql`vacuum analyze`;
  await stage.startWorker();
  // The jobs of the first minute are no idling.
  const busy = () => sql`select 1 from graphile_worker.jobs where run_at <= now()`;
  await waitFor(async () => (await busy()).length === 0, "the worker to be idle", 60_000);
  const before = { bytes: await walBytes(), at: performance.now() };
  const end = before.at + size.seconds * 1000;
  await waitFor(() => performance.now() > end, "time to pass", size.seconds * 1000 + 5000);
  const seconds = (performance.now() - before.at) / 1000;
  const perSecond = Math.round(((await walBytes()) - before.bytes) / seconds);
  const [waiting] = await sql`select count(*)::int as count from graphile_worker.jobs`;
  console.log(`idle with ${size.chats} chats: ${perSecond} bytes of WAL a second`);
  expect(waiting?.count).toBeGreaterThanOrEqual(1000);
  expect(perSecond).toBeLessThan(10_000);
}, 240_000);

it("a message starts its job long before the worker's next look into the queue", async () => {
  const chats = await Promise.all(Array.from({ length: 50 }, () => stage.chat()));
  const delays: number[] = [];
  for (const chat of chats) {
    const { at } = await chat.queue("Ответ");
    const [call] = await waitFor(async () => {
      const calls = await chat.calls();
      return calls.length > 0 ? calls : null;
    }, "the call");
    delays.push((call?.at ?? 0) - at);
  }
  delays.sort((a, b) => a - b);
  const [p50 = 0, p95 = 0, p99 = 0] = [24, 47, 49].map((rank) => delays[rank]);
  console.log(`50 chats: commit to call p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms`);
  // It looks each second; whoever had to wait for that comes in on average half a second late.
  expect(p95).toBeLessThan(500 + 3 * p50);
}, 120_000);
