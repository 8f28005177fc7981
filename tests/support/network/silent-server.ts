import { createServer, type Server, type Socket } from "node:net";

/** A server on loopback that takes connections and never says a word. */
export async function startSilentServer() {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    // Read, so that the other side sees its request go out.
    socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    port,
    /** How many have come so far. */
    callers: () => sockets.size,
    /** How many are here now. */
    open: () => [...sockets].filter((socket) => !socket.destroyed).length,
    /** Hangs up on whoever still waits. */
    hangUp() {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
