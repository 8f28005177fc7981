/** Milliseconds that a slow server is left in peace at most. */
const longestRest = 5000;

/**
 * Runs `ask` at once, one at a time; calls that come meanwhile become one more run afterwards, so
 * that no hint is missed and none is asked for twice. With a `pause`, runs keep that many milliseconds
 * between them, and twice what the last answer took: many open windows must not slow down who writes.
 */
export function catchUp(ask: () => Promise<unknown>, pause = 0): () => void {
  let isRunning = false;
  let isWanted = false;
  let restsUntil = 0;
  return async function run() {
    isWanted = true;
    if (isRunning) return;
    isRunning = true;
    while (isWanted) {
      const rest = restsUntil - performance.now();
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
      isWanted = false;
      const began = performance.now();
      // A failed question is asked again by the next hint or tick.
      await ask().catch(() => undefined);
      const now = performance.now();
      // Not all windows at the same moment.
      const wanted = Math.max(pause * (1 + Math.random() / 2), 2 * (now - began));
      restsUntil = pause === 0 ? 0 : now + Math.min(wanted, longestRest);
    }
    isRunning = false;
  };
}

/** Milliseconds between a list's questions: a change is on every screen within two seconds. */
export const listPause = 700;
