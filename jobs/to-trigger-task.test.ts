import { AbortTaskRunError } from "@trigger.dev/sdk";
import { expect, it, vi } from "vitest";
import { z } from "zod";
import { defineJob, PermanentJobError } from "@/lib/queue/define-job";
import { toTriggerTask } from "./to-trigger-task";

type Options = {
  run(payload: unknown, run: object): Promise<void>;
  maxDuration: number;
  onFailure(params: { payload: unknown; error: unknown }): Promise<void>;
};

/** Seconds of a job that never ends by itself. */
const hangs = 7;

const progress = vi.hoisted(() => vi.fn());

// Trigger.dev's own tasks keep their options to themselves.
vi.mock("@trigger.dev/sdk", async (original) => ({
  ...(await original<typeof import("@trigger.dev/sdk")>()),
  task: (options: object) => options,
  metadata: { set: progress },
}));

/** The options of a task whose job throws `failure`. */
function taskOf(
  failure?: Error,
  onExhausted?: (payload: { id: number }) => Promise<void>,
  maxDurationSec = 60,
) {
  const descriptor = {
    id: "example",
    payload: z.object({ id: z.number() }),
    key: ({ id }: { id: number }) => `example-${id}`,
    maxAttempts: 3,
    maxDurationSec,
  };
  const job = defineJob(descriptor, {
    async run(_payload, ctx) {
      ctx.progress(50);
      if (maxDurationSec === hangs) await new Promise(() => undefined);
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

it("a run that takes too long fails like any other, before Trigger.dev kills it without another try", async () => {
  vi.useFakeTimers();
  const task = taskOf(undefined, undefined, hangs);
  const failing = expect(task.run({ id: 1 }, run)).rejects.toThrow("example took longer than 7 s");
  expect(task.maxDuration).toBeGreaterThan(17);
  await vi.advanceTimersByTimeAsync(17_000);
  await failing;
  vi.useRealTimers();
});

it("PermanentJobError ends the run without another try, and the job gets that error", async () => {
  const gone = new PermanentJobError("the file is gone");
  const exhausted = vi.fn(async () => undefined);
  const task = taskOf(gone, exhausted);
  const failing = task.run({ id: 1 }, run);
  await expect(failing).rejects.toBeInstanceOf(AbortTaskRunError);
  await expect(failing).rejects.toThrow("the file is gone");
  await task.onFailure({ payload: { id: 1 }, error: await failing.catch((thrown) => thrown) });
  expect(exhausted).toHaveBeenCalledWith({ id: 1 }, gone);
});

it("a failure goes to Trigger.dev without the query's parameters", async () => {
  const task = taskOf(new Error("Failed query: insert into clients\nparams: Анна,+79161234567"));
  const error = await task.run({ id: 1 }, run).catch((thrown: unknown) => thrown);
  if (!(error instanceof Error)) throw new Error("the run did not fail");
  expect(error.message).toBe("Failed query: insert into clients\nparams: [redacted]");
  expect(error.stack).not.toContain("79161234567");
});

it("progress becomes the run's metadata, and the job gets the last failure", async () => {
  const exhausted = vi.fn(async () => undefined);
  const task = taskOf(undefined, exhausted);
  await task.run({ id: 1 }, run);
  expect(progress).toHaveBeenCalledWith("progress", 50);
  const error = new Error("network");
  await task.onFailure({ payload: { id: 7 }, error });
  expect(exhausted).toHaveBeenCalledWith({ id: 7 }, error);
});
