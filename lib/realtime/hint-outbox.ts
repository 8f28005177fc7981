import { logger } from "@/lib/core/logger";
import { second } from "@/lib/core/time";

/** One event of one channel; `about` names its subject, so that a newer one takes an older one's place. */
export type Hint = {
  channel: string;
  name: string;
  about: string;
  data: object;
  order: number;
  /** Under the channel's name of this epoch instead of the present one. */
  epoch?: string;
};

type Send = (hints: Hint[]) => Promise<void>;

/** Milliseconds in which hints gather, and the events of one request (Pusher's HTTP API, batch events). */
const gather = 10;
const batchSize = 10;
/** Requests at once, hints that wait at most, and milliseconds of rest after the first failure and the longest. */
const parallel = 2;
const most = 2000;
const rests = { first: 200, factor: 4, longest: 20 * second };

/**
 * Sends hints in the background: who publishes never waits, however silent the push server is. What
 * gathers for a moment goes in one request; of the same thing only the newest is sent. A server that
 * fails or is silent is left alone for growing pauses, while the newest hints are kept for it.
 */
export function hintOutbox(send: Send) {
  const waiting = new Map<string, Hint>();
  let sending = 0;
  let failures = 0;
  let restsUntil = 0;
  let timer: NodeJS.Timeout | undefined;
  let told: (() => void)[] = [];

  function add(hint: Hint) {
    keep(hint);
    plan(gather);
  }

  function keep(hint: Hint) {
    const key = `${hint.channel} ${hint.name} ${hint.about}`;
    const known = waiting.get(key);
    if (known && known.order > hint.order) return;
    waiting.delete(key);
    waiting.set(key, hint);
    const [oldest] = waiting.keys();
    if (waiting.size > most && oldest !== undefined) waiting.delete(oldest);
  }

  function plan(milliseconds: number) {
    const rest = restsUntil - performance.now();
    timer ??= setTimeout(flush, Math.max(milliseconds, rest));
    // A process that ends does not wait for a server that is away.
    if (rest > 0) timer.unref();
  }

  function flush() {
    timer = undefined;
    // After a failure one request tries the way for all.
    const places = failures > 0 ? 1 : parallel;
    while (sending < places && waiting.size > 0) {
      const batch = [...waiting].slice(0, batchSize);
      for (const [key] of batch) waiting.delete(key);
      void deliver(batch.map(([, hint]) => hint));
    }
    settle();
  }

  async function deliver(hints: Hint[]) {
    sending++;
    try {
      await send(hints);
      failures = 0;
    } catch (error) {
      if (failures === 0) logger("realtime").warn({ err: error }, "hints not published");
      const rest = Math.min(rests.first * rests.factor ** failures, rests.longest);
      restsUntil = performance.now() + rest;
      failures++;
      for (const hint of hints) if (!isKnown(hint)) keep(hint);
    }
    sending--;
    if (waiting.size > 0) plan(0);
    settle();
  }

  const isKnown = ({ channel, name, about }: Hint) => waiting.has(`${channel} ${name} ${about}`);
  const isResting = () => performance.now() < restsUntil;
  const isIdle = () => sending === 0 && (waiting.size === 0 || isResting());

  function settle() {
    if (!isIdle()) return;
    for (const tell of told) tell();
    told = [];
  }

  return {
    add,
    /** Whether the last request failed: there is no use in asking the server now. */
    isResting,
    isIdle,
    /** Resolves when everything is sent, or the server is left alone for now. */
    idle(): Promise<void> {
      if (isIdle()) return Promise.resolve();
      return new Promise((resolve) => told.push(resolve));
    },
  };
}
