import { afterAll, expect, it } from "vitest";
import { z } from "zod";
import { defineJob } from "@/lib/queue/define-job";
import { runEmbedded } from "@/lib/queue/run-embedded";
import { wake, wakeUp } from "@/lib/queue/wake";
import { testDatabase } from "../support/database";
import { waitFor } from "../support/wait-for";

const { db, sql, close } = await testDatabase();
const payload = z.object({ id: z.number() });
const described = {
  id: "always-fails",
  payload,
  key: ({ id }: z.output<typeof payload>) => `fails-${id}`,
  isPrompt: true,
  maxAttempts: 3,
  maxDurationSec: 60,
};
const tries: number[] = [];
const exhausted: number[] = [];
const failing = defineJob(described, {
  async run(_, { attempt }) {
    tries.push(attempt);
    throw new Error("never works");
  },
  onExhausted: async ({ id }) => void exhausted.push(id),
});
const worker = runEmbedded([failing]);

afterAll(async () => {
  await worker.stop();
  await close();
});

/** Lets the next try come now instead of after its pause. */
const hurry = () =>
  sql`select graphile_worker.reschedule_jobs(array[id], run_at => now()) from graphile_worker.jobs
    where task_identifier = 'always-fails' and locked_at is null and run_at > now()`;

it.each([
  ["as it was declared", (id: number) => wake(db, wakeUp(described, { id }))],
  // By a version of the product that allowed each job 25 tries.
  [
    "though its row allows more",
    async (id: number) => {
      await sql`select graphile_worker.add_job('always-fails', ${JSON.stringify({ id })}::text::json)`;
    },
  ],
])(
  "a job that always fails stops after its declared tries and says so once, %s",
  async (_, add) => {
    tries.length = 0;
    exhausted.length = 0;
    await add(7);
    await waitFor(async () => {
      await hurry();
      const left = await sql`select 1 from graphile_worker.jobs
      where task_identifier = 'always-fails' and attempts < least(max_attempts, 4)`;
      return tries.length >= 3 && left.length === 0;
    }, "the last try");
    expect(tries).toEqual([1, 2, 3]);
    expect(exhausted).toEqual([7]);
  },
);
