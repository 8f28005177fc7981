type Busy = { again: boolean };
const running = new Map<string, Busy>();

/**
 * Runs `run` unless a run of the same key goes on in this process; then that one is repeated once when it
 * is through, even if it failed, and this call returns false.
 */
export async function oneAtATime(key: string, run: () => Promise<void>): Promise<boolean> {
  const busy = running.get(key);
  if (busy) {
    busy.again = true;
    return false;
  }
  const mine: Busy = { again: false };
  running.set(key, mine);
  try {
    do {
      mine.again = false;
      try {
        await run();
      } catch (error) {
        // Whoever came meanwhile counts on a whole run, and has ended.
        if (!mine.again) throw error;
      }
    } while (mine.again);
  } finally {
    running.delete(key);
  }
  return true;
}
