type Busy = { again: boolean };
const lanes = new Map<string, Busy>();

/**
 * Runs `run` unless its lane is busy in this process; then whoever has the lane runs once more when it is
 * through, even if it failed, and the answer is false.
 */
export async function inLane(lane: string, run: () => Promise<void>): Promise<boolean> {
  const busy = lanes.get(lane);
  if (busy) {
    busy.again = true;
    return false;
  }
  const mine: Busy = { again: false };
  lanes.set(lane, mine);
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
    lanes.delete(lane);
  }
  return true;
}
