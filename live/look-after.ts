import type { Hub } from "./hub";
import type { Limits } from "./limits";
import type { LiveSocket } from "./live-socket";
import type { Refused } from "./serve-socket";

/**
 * One look at every socket, a second after the last: ends floods, the dead and strangers, and those
 * readers who hold most when too much waits in all.
 */
export function lookAfter(hub: Hub, limits: Limits, refused: Refused, now = performance.now()) {
  let waiting = 0;
  const readers: { socket: LiveSocket; bytes: number }[] = [];
  for (const socket of [...hub.sockets]) {
    if (socket.newBytes() > limits.bytesPerLook) {
      refused("flood");
      socket.drop();
      continue;
    }
    const silence = now - socket.lastHeardAt;
    if (silence > 2 * limits.silence) {
      socket.drop();
      continue;
    }
    if (silence > limits.silence) socket.ask();
    const bytes = socket.waitingBytes;
    waiting += bytes;
    if (bytes > 0) readers.push({ socket, bytes });
  }
  for (const socket of hub.strangers) {
    // Oldest first: whoever comes after the first young one is younger still.
    if (now - socket.openedAt < limits.strangerFor) break;
    refused("stranger");
    hub.strangers.delete(socket);
    socket.refuse(4009, "Connection not authorized within timeout");
  }
  readers.sort((a, b) => b.bytes - a.bytes);
  for (const { socket, bytes } of readers) {
    if (waiting <= limits.waitingBytesInAll) break;
    hub.counts.slow += 1;
    socket.drop();
    waiting -= bytes;
  }
  hub.forgetOldEvents(now);
}
