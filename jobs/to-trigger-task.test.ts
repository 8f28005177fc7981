import { AbortTaskRunError } from "@trigger.dev/sdk";
import { expect, it, vi } from "vitest";
import { z } from "zod";
import { defineJob, PermanentJobError, RetryAt } from "@/lib/queue/define-job";
import { toTriggerTask } from "./to-trigger-task";

type Options = {
  run(payload: unknown, run: object): Promise<void>;
  catchError(params: { error: unknown }): Promise<unknown>;
  onFailure(params: { payload: unknown; error: unknown }): Promise<void>;
};

const progress = vi.hoisted(() => vi.fn());

// Trigger.dev's own tasks keep their options to themselves.
vi.mock("@trigger.dev/sdk", async (original) => ({
  ...(await original<typeof import("@trigger.dev/sdk")>()),
  task: (options: object) => options,
  metadata: { set: progress },
}));

/** The options of a task whose job throws `failure`. */
function taskOf(failure?: Error, onExhausted?: (payload: { id: number }) => Promise<void>) {
  const descriptor = {
    id: "example",
    payload: z.object({ id: z.number() }),
    key: ({ id }: { id: number }) => `example-${id}`,
    maxAttempts: 3,
    maxDurationSec: 60,
  };
  const job = defineJob(descriptor, {
    async run(_payload, ctx) {
      ctx.progress(50);
      if (failure) throw failure;
    },
    ...(onExhausted ? { onExhausted } : {}),
  });
  return toTriggerTask(job) as unknown as Options;
}

const run = {
  ctx: { run: { id: "run_1" }, attempt: { number: 1 } },
  signal: AbortSignal.timeout(1000),
};

it("RetryAt is tried again at its moment, any other failure at Trigger.dev's", async () => {
  const date = new Date("2030-01-01T00:00:00Z");
  const task = taskOf(new RetryAt(date));
  const error = await task.run({ id: 1 }, run).catch((thrown: unknown) => thrown);
  expect(await task.catchError({ error })).toEqual({ retryAt: date });
  expect(await task.catchError({ error: new Error("network") })).toBeUndefined();
});

it("PermanentJobError ends the run without another try", async () => {
  const task = taskOf(new PermanentJobError("the file is gone"));
  const failing = task.run({ id: 1 }, run);
  await expect(failing).rejects.toBeInstanceOf(AbortTaskRunError);
  await expect(failing).rejects.toThrow("the file is gone");
});

it("a failure goes to Trigger.dev without the query's parameters", async () => {
  const task = taskOf(new Error("Failed query: insert into clients\nparams: Анна,+79161234567"));
  const error = await task.run({ id: 1 }, run).catch((thrown: unknown) => thrown);
  if (!(error instanceof Error)) throw new Error("the run did not fail");
  expect(error.message).toBe("Failed query: insert into clients\nparams: [redacted]");
  expect(error.stack).not.toContain("79161234567");
});

it("progress becomes the run's metadata, and the last failure is told to the job", async () => {
  const exhausted = vi.fn(async () => undefined);
  const task = taskOf(undefined, exhausted);
  await task.run({ id: 1 }, run);
  expect(progress).toHaveBeenCalledWith("progress", 50);
  const error = new Error("network");
  await task.onFailure({ payload: { id: 7 }, error });
  expect(exhausted).toHaveBeenCalledWith({ id: 7 }, error);
});
