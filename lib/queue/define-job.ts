import type { z } from "zod";
import type { JobDescriptor } from "./jobs";

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

/** Thrown by a job: trying again is pointless. */
export class PermanentJobError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "PermanentJobError";
  }
}

type Handler<S extends z.ZodType> = {
  run(payload: z.output<S>, ctx: JobContext): Promise<void>;
  /** Called once, when the attempts are used up or pointless. */
  onExhausted?(payload: z.output<S>, error: unknown): Promise<void>;
};

/** A background job, the same for both engines. It imports no engine and opens nothing at import. */
export type JobDefinition<S extends z.ZodType = z.ZodType> = JobDescriptor<S> & Handler<S>;

/** A descriptor with what it does. */
export function defineJob<S extends z.ZodType>(
  descriptor: JobDescriptor<S>,
  handler: Handler<S>,
): JobDefinition<S> {
  return { ...descriptor, ...handler };
}
