import type { Limits } from "../control-types";

/** Counts sent messages per window, as Telegram's limits do (FAQ, "My bot is hitting limits"). */
export class RateLimit {
  #limits: Limits | null = null;
  #sent = new Map<string, number[]>();

  get limits(): Limits | null {
    return this.#limits;
  }

  set(limits: Limits | null): void {
    this.#limits = limits;
    this.#sent.clear();
  }

  /** Counts a message to the chat; seconds to wait when it is one too many, else 0. */
  take(chatId: number, now = Date.now()): number {
    if (!this.#limits) return 0;
    const { per_chat_per_second, per_group_per_minute, per_second } = this.#limits;
    const windows: [key: string, most: number, ms: number][] = [["bot", per_second, 1_000]];
    if (chatId < 0) windows.push([`${chatId}`, per_group_per_minute, 60_000]);
    else windows.push([`${chatId}`, per_chat_per_second, 1_000]);
    let wait = 0;
    for (const [key, most, ms] of windows) {
      const times = (this.#sent.get(key) ?? []).filter((at) => at > now - ms);
      this.#sent.set(key, times);
      const oldest = times[0];
      if (times.length >= most && oldest !== undefined) wait = Math.max(wait, oldest + ms - now);
    }
    if (wait === 0) for (const [key] of windows) this.#sent.get(key)?.push(now);
    return Math.ceil(wait / 1_000);
  }
}
