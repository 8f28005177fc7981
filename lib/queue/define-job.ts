import type { z } from "zod";

/** What a running job gets from its engine. */
export type JobContext = {
  jobId: string;
  /** 1 for the first try. */
  attempt: number;
  /** Aborted when the worker stops or the job's time is over. */
  signal: AbortSignal;
  /** 0–100, kept by engines that can show it. */
  progress(percent: number): void;
};

/** Thrown by a job: run me again at that moment, without counting it as a failure. */
export class RetryAt extends Error {
  readonly date: Date;
  constructor(date: Date) {
    super(`retry at ${date.toISOString()}`);
    this.name = "RetryAt";
    this.date = date;
  }
}

/** Thrown by a job: trying again is pointless. */
export class PermanentJobError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "PermanentJobError";
  }
}

/** A background job, the same for both engines. It imports no engine and opens nothing at import. */
export type JobDefinition<S extends z.ZodType = z.ZodType> = {
  id: string;
  payload: S;
  run(payload: z.output<S>, ctx: JobContext): Promise<void>;
  /** Jobs with the same key waiting in the queue are one. */
  key?(payload: z.output<S>): string;
  /** Jobs in one lane run one after another (best effort: order is kept in our own tables). */
  lane?(payload: z.output<S>): string;
  /** People wait for it: the embedded worker keeps places for such jobs, whatever the others are held up by. */
  isPrompt?: boolean;
  maxAttempts: number;
  maxDurationSec: number;
  /** UTC, five fields. */
  cron?: string;
  /** Told once, when the tries are used up or pointless. */
  onExhausted?(payload: z.output<S>, error: unknown): Promise<void>;
};

/** Keeps a definition's types; does nothing else. */
export function defineJob<S extends z.ZodType>(definition: JobDefinition<S>): JobDefinition<S> {
  return definition;
}
