import type { JobHelpers } from "graphile-worker";
import { afterAll, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "@/lib/queue/define-job";
import { toTask } from "@/lib/queue/to-task";
import { wake, wakeUp } from "@/lib/queue/wake";
import { testDatabase } from "../support/database";

const database = await testDatabase();
const { db, sql } = database;
afterAll(() => database.close());

it("a wake-up that meets its chat busy does not put off the chat's next message", async () => {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const descriptor = {
    id: "send-message-to-telegram",
    payload: z.object({ conversationId: z.number() }),
    key: ({ conversationId }: { conversationId: number }) => `chat-${conversationId}`,
    maxAttempts: 25,
    maxDurationSec: 60,
  };
  const job = defineJob(descriptor, {
    // As the sender does: what is left goes a second later.
    async run(payload) {
      await wake(db, wakeUp(descriptor, payload, { delayMs: 1000 }));
      begin();
      await released;
    },
  });
  const task = toTask(job, new AbortController().signal);
  const helpers = { job: { id: "1", attempts: 1, payload: {} } } as unknown as JobHelpers;
  const payload = { conversationId: 7 };
  const owner = task(payload, helpers);
  await begun;

  await task(payload, helpers);

  const waits = await sql`select key, extract(epoch from run_at - now())::int as seconds
    from graphile_worker.jobs where key like 'chat-7%' order by run_at`;
  expect(waits[0]).toMatchObject({ key: "chat-7-later" });
  expect(waits[0]?.seconds).toBeLessThanOrEqual(1);
  expect(waits[1]?.seconds, "should the chat's sender fail").toBeGreaterThan(5);
  release();
  await owner;
});
