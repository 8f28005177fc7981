import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { serveHttp } from "./http-api";
import { Hub, refuse } from "./hub";
import { serveSocket } from "./socket";
import { Webhooks } from "./webhooks";

export type PusherOptions = {
  /** 0: any free port. */
  port: number;
  host?: string;
  app: { id: string; key: string; secret: string; webhookUrl?: string | undefined };
  /** The share of channel events that is lost on purpose (tests of lost hints). */
  dropRate?: number;
};

/** A Pusher Channels server (protocol 7) for development and tests, on loopback. */
export async function startPusherServer(options: PusherOptions) {
  const { app, dropRate = 0 } = options;
  const webhooks = new Webhooks(app);
  const hub = new Hub(webhooks, dropper(dropRate));
  const http = createServer((request, response) => {
    serveHttp(hub, app, request, response).catch(() => response.destroy());
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 100 * 1024 });
  http.on("upgrade", (request, socket, head) => {
    const key = /^\/app\/([^/?]+)/.exec(request.url ?? "")?.[1];
    if (!key) return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (ws) => {
      if (key === app.key) serveSocket(hub, app, webhooks, ws);
      else refuse(ws, 4001, "App key not in this cluster");
    });
  });
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(options.port, options.host ?? "127.0.0.1", resolve);
  });
  const address = http.address();
  return {
    port: typeof address === "object" && address ? address.port : options.port,
    async close() {
      for (const ws of sockets.clients) ws.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

// A small linear congruential generator: the same events are lost in every run.
function dropper(rate: number) {
  let state = 42;
  return () => {
    if (rate <= 0) return false;
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32 < rate;
  };
}
