/**
 * Runs `ask` at once, one at a time; calls that come meanwhile become one more run afterwards, so
 * that no hint is missed and none is asked for twice.
 */
export function catchUp(ask: () => Promise<unknown>): () => void {
  let isRunning = false;
  let isWanted = false;
  return async function run() {
    isWanted = true;
    if (isRunning) return;
    isRunning = true;
    while (isWanted) {
      isWanted = false;
      // A failed question is asked again by the next hint or tick.
      await ask().catch(() => undefined);
    }
    isRunning = false;
  };
}
