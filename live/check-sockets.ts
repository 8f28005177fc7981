import type { Hub } from "./hub";
import type { Limits } from "./limits";
import type { LiveSocket } from "./live-socket";
import type { Refused } from "./serve-socket";

/**
 * Runs once a second: terminates sockets that flood, are dead or did not authenticate in time, and the
 * slowest readers when too many bytes are buffered in total.
 */
export function checkSockets(hub: Hub, limits: Limits, refused: Refused, now = performance.now()) {
  let buffered = 0;
  const readers: { socket: LiveSocket; bytes: number }[] = [];
  for (const socket of [...hub.sockets]) {
    if (socket.newBytes() > limits.bytesPerSecond) {
      refused("flood");
      socket.terminate();
      continue;
    }
    const idle = now - socket.lastHeardAt;
    if (idle > 2 * limits.idleTimeout) {
      socket.terminate();
      continue;
    }
    if (idle > limits.idleTimeout) socket.ping();
    const bytes = socket.bufferedBytes;
    buffered += bytes;
    if (bytes > 0) readers.push({ socket, bytes });
  }
  for (const socket of hub.unauthenticated) {
    // In the order of opening: every following socket is younger.
    if (now - socket.openedAt < limits.authenticationTimeout) break;
    refused("unauthenticated");
    hub.unauthenticated.delete(socket);
    socket.close(4009, "Connection not authorized within timeout");
  }
  readers.sort((a, b) => b.bytes - a.bytes);
  for (const { socket, bytes } of readers) {
    if (buffered <= limits.totalBufferedBytes) break;
    hub.counts.slow += 1;
    socket.terminate();
    buffered -= bytes;
  }
  hub.removeOldEvents(now);
}
