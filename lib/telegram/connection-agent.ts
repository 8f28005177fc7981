import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

/** The code of every error on a connection that never stood: what should go over it was not sent. */
export const neverConnected = "ENEVERCONNECTED";

/** Milliseconds that a connection may take to stand, TLS included. */
const patience = 8000;

/**
 * An agent whose connections tell "never stood" from "broke": by its code alone a timeout or a reset
 * could be either, and only the first is certainly not sent.
 */
export function connectionAgent(apiRoot: string, wait = patience): http.Agent | https.Agent {
  return apiRoot.startsWith("https:") ? new TlsAgent(wait) : new PlainAgent(wait);
}

class PlainAgent extends http.Agent {
  readonly #wait: number;
  constructor(wait: number) {
    super({ keepAlive: true });
    this.#wait = wait;
  }
  override createConnection(...args: Parameters<http.Agent["createConnection"]>) {
    return watched(super.createConnection(...args), "connect", this.#wait);
  }
}

class TlsAgent extends https.Agent {
  readonly #wait: number;
  constructor(wait: number) {
    super({ keepAlive: true });
    this.#wait = wait;
  }
  override createConnection(...args: Parameters<https.Agent["createConnection"]>) {
    return watched(super.createConnection(...args), "secureConnect", this.#wait);
  }
}

function watched<T extends Duplex | Socket | null | undefined>(
  socket: T,
  ready: "connect" | "secureConnect",
  wait: number,
): T {
  if (!socket) return socket;
  const mark = (error: Error) => void Object.assign(error, { code: neverConnected });
  const timer = setTimeout(() => socket.destroy(new Error("no connection in time")), wait);
  // Before the request's own listener, which reads the code.
  socket.prependOnceListener("error", mark);
  socket.once(ready, () => {
    clearTimeout(timer);
    socket.off("error", mark);
  });
  socket.once("close", () => clearTimeout(timer));
  return socket;
}
