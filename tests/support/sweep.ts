import { sweepOutbox } from "@/jobs/sweep-outbox";

/** One run of the sweeper, as each minute brings it. */
export const sweep = () =>
  sweepOutbox.run(
    {},
    { jobId: "sweep", attempt: 1, signal: AbortSignal.timeout(30_000), progress() {} },
  );
