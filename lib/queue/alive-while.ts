import { heartbeat, silence } from "./lock-session";
import { withTimeout } from "./with-timeout";

/**
 * Gives signs of life (`beat`, any query on a connection that holds a lock) while `run` goes on. When one
 * fails or stays without an answer, `lost` says that the lock is somebody else's by now.
 */
export async function aliveWhile<T>(
  beat: () => Promise<unknown>,
  run: (lost: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const timer = setInterval(() => {
    withTimeout(silence, beat()).catch((error: unknown) => lost.abort(error));
  }, heartbeat);
  try {
    return await run(lost.signal);
  } finally {
    clearInterval(timer);
  }
}
