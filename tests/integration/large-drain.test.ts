import { afterAll, expect, it } from "vitest";
import { fullSize, writeLarge } from "@/db/seed/write-large";
import { fillPlaces } from "@/lib/assignment/tend-queues";
import { telegramDesk } from "../support/telegram-desk";

// `TEST_FULL=1` drains the large set: 100,000 clients and 1,000,000 messages.
const isFull = process.env.TEST_FULL !== undefined;
const size = isFull ? fullSize : { clients: 2001, messages: 10_000, longest: 600, operators: 12 };
const desk = await telegramDesk();
const { db, sql } = desk;
afterAll(() => desk.close());

it("stores new clients' messages in a moment while the large set's queue is drained", async () => {
  await writeLarge(db, size, 1, () => undefined);
  // Everybody who waits is in the queue at once, as after a holiday.
  await sql`update clients c set assigned_operator_id = null from conversations v
    where v.client_id = c.id and v.work_state = 'needs_reply'`;
  const [queue] =
    await sql`select count(*)::int as n from clients c join conversations v on v.client_id = c.id
    where v.work_state <> 'done' and c.assigned_operator_id is null`;
  let isOver = false;
  const began = performance.now();
  const drain = fillPlaces(db).finally(() => {
    isOver = true;
  });
  const waits: number[] = [];
  for (let chatId = 40_000; !isOver; chatId++) {
    const asked = performance.now();
    await desk.write(chatId, "Здравствуйте");
    waits.push(performance.now() - asked);
  }
  await drain;
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const longest = Math.max(...waits);
  console.info(`${queue?.n} clients drained in ${seconds} s, ${waits.length} updates meanwhile,`);
  console.info(`the longest stored after ${longest.toFixed(0)} ms`);
  expect(longest).toBeLessThan(2000);
  const left = await sql`select 1 from clients c join conversations v on v.client_id = c.id
    where v.work_state <> 'done' and v.incoming_count > 0 and c.assigned_operator_id is null`;
  expect(left).toHaveLength(0);
}, 900_000);
