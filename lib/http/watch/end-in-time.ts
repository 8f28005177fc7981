import { subscribe } from "node:diagnostics_channel";
import type { Server } from "node:http";

/** Milliseconds from SIGTERM to the end at the latest, of the ten seconds that are promised. */
const patience = 8000;

/**
 * Next answers what it was asked and ends. Two things would hold it: a connection that was busy at
 * SIGTERM and stays open for the next request (for minutes, behind a proxy), and a client that stops
 * reading. What a request had to store is in a transaction by then.
 */
export function endInTime(): void {
  const servers = new Set<Server>();
  subscribe("http.server.request.start", (message) => {
    servers.add((message as { server: Server }).server);
  });
  process.once("SIGTERM", () => {
    const closeIdle = () => {
      for (const server of servers) server.closeIdleConnections();
    };
    setInterval(closeIdle, 100).unref();
    setTimeout(() => process.exit(143), patience).unref();
  });
}
