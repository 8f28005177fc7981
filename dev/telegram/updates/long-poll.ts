import type { TelegramUpdate } from "@gramio/types";
import { ApiError } from "../api-error";
import type { UpdateQueue } from "./update-queue";

/** getUpdates: one poller at a time, a newer one ends the older with 409. */
export class LongPoll {
  #queue: UpdateQueue;
  #end: ((error: ApiError) => void) | null = null;

  constructor(queue: UpdateQueue) {
    this.#queue = queue;
  }

  /** Ends the waiting poller, if any, with 409. */
  interrupt(by: string): void {
    this.#end?.(new ApiError(409, `Conflict: terminated by ${by}`));
  }

  /**
   * Updates from `offset` on, which confirms all before it; a negative offset counts from the end.
   * Waits up to `timeout` seconds for the first one.
   */
  async take(
    offset: number,
    limit: number,
    timeout: number,
    signal: AbortSignal,
  ): Promise<TelegramUpdate[]> {
    this.interrupt("other getUpdates request; make sure that only one bot instance is running");
    const pending = this.#queue.pending();
    const start = offset < 0 ? Math.max(pending.length + offset, 0) : 0;
    const first = offset < 0 ? (pending[start]?.update_id ?? 0) : offset;
    for (const { update_id } of pending) if (update_id < first) this.#queue.done(update_id);
    const rest = pending.filter((queued) => queued.update_id >= first);
    if (rest.length === 0 && timeout > 0) await this.#wait(timeout, signal);
    return this.#queue
      .pending()
      .slice(0, limit)
      .map((queued) => queued.update);
  }

  #wait(seconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (error?: ApiError) => {
        clearTimeout(timer);
        stopListening();
        signal.removeEventListener("abort", stop);
        if (this.#end === settle) this.#end = null;
        if (error) reject(error);
        else resolve();
      };
      const stop = () => settle();
      const timer = setTimeout(stop, seconds * 1_000);
      const stopListening = this.#queue.onNew(stop);
      signal.addEventListener("abort", stop);
      this.#end = settle;
    });
  }
}
