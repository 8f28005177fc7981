import { withTimeout } from "./with-timeout";

/** A schedule that Trigger.dev keeps for the environment of our key. */
export type TriggerSchedule = {
  task: string;
  isActive: boolean;
  /** Minutes that a run may come late by the plan (the free one: 60). */
  lateMin: number;
};

/**
 * What Trigger.dev runs by the clock, or `refused` when it does not know our key. Rejects when it
 * does not answer within 10 s.
 */
export async function triggerSchedules(): Promise<TriggerSchedule[] | "refused"> {
  const { ApiError, schedules } = await import("@trigger.dev/sdk");
  const once = { retry: { maxAttempts: 1 } };
  const all = async () => {
    const found: TriggerSchedule[] = [];
    for await (const one of schedules.list({ perPage: 100 }, once)) {
      const lateMin = (one.appliedSchedulePolicy?.minimumWindowSeconds ?? 0) / 60;
      found.push({ task: one.task, isActive: one.active, lateMin });
    }
    return found;
  };
  try {
    return await withTimeout(10_000, all());
  } catch (error) {
    if (error instanceof ApiError && (error.status === 401 || error.status === 403)) {
      return "refused";
    }
    throw error;
  }
}
