import type { JobDescriptor } from "./jobs";
import { withTimeout } from "./with-timeout";

type Limited = Pick<JobDescriptor, "id" | "maxDurationSec">;

/** Seconds that a job has to end by itself after its signal. */
const graceSec = 10;

/** The signal of a run: aborted when its time is over, or by any of the others. */
export const limitedSignal = ({ maxDurationSec }: Limited, others: AbortSignal[]): AbortSignal =>
  AbortSignal.any([AbortSignal.timeout(maxDurationSec * 1000), ...others]);

/** Rejects when a run has not ended some time after its signal: its place is needed. */
export function inTime<T>({ id, maxDurationSec }: Limited, running: Promise<T>): Promise<T> {
  const late = () => new Error(`${id} took longer than ${maxDurationSec} s`);
  return withTimeout((maxDurationSec + graceSec) * 1000, running, late);
}

/**
 * Seconds after which Trigger.dev kills a run's process. It never retries such a run nor calls `onFailure`
 * (trigger.dev/docs/runs/max-duration), so its limit lies behind ours, which is an ordinary failure.
 */
export const killedAfterSec = ({ maxDurationSec }: Limited): number =>
  maxDurationSec + 2 * graceSec;
