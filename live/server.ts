import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { secretsEqual } from "@/lib/core/ids";
import { second } from "@/lib/core/time";
import { isNearby } from "@/lib/peer/direct-peer";
import { Admission } from "./admission";
import { checkSockets } from "./check-sockets";
import { closeWhenLong, handleApiRequest } from "./http-api";
import { type ChannelEvent, Hub } from "./hub";
import { type Limits, limits as usualLimits } from "./limits";
import { LiveSocket } from "./live-socket";
import { liveMetrics } from "./metrics";
import { type App, serveSocket } from "./serve-socket";

export type LiveServerOptions = {
  /** 0: any free port. */
  port: number;
  host?: string;
  app: App;
  /** Maximum number of open sockets; unauthenticated give way to newcomers. */
  maxSockets?: number;
  /** Allowed origins of pages; null (the default) for all. */
  origins?: string[] | null;
  /** Number of own proxies in front of this server. */
  proxies?: number;
  /** Bearer token of `/metrics`; without one only direct requests from private addresses may read it. */
  metricsToken?: string | undefined;
  /** Milliseconds that an idle connection of the HTTP API is kept. */
  keepAlive?: number;
  limits?: Partial<Limits>;
  /** Called for joining, leaving and client events (webhooks). */
  onEvent?: (event: ChannelEvent) => void;
  /** Returns true to drop the next event for a socket (tests of lost hints). */
  shouldDropEvent?: () => boolean;
};

export type LiveServer = { port: number; close(): Promise<void> };

/**
 * A server of the Pusher Channels protocol (version 7) for one app: sockets at `/app/KEY`, the signed
 * HTTP API at `/apps/ID/`, `/health` and `/metrics`. One process is the whole: to spread over several,
 * use Pusher Channels itself.
 */
export async function startLiveServer(options: LiveServerOptions): Promise<LiveServer> {
  const { app, maxSockets = 5000, origins = null, proxies = 0 } = options;
  const limits = { ...usualLimits, ...options.limits };
  const hub = new Hub({
    limits,
    onEvent: options.onEvent,
    shouldDropEvent: options.shouldDropEvent,
  });
  const { registry, refused } = liveMetrics(hub);
  const admission = new Admission({ limits, proxies, origins });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    // A small compressed frame could expand to a large one.
    perMessageDeflate: false,
    // Pings count against the rate limit.
    autoPong: false,
    maxFragments: 64,
    maxBufferedChunks: 1024,
    clientTracking: false,
  });
  let isClosing = false;

  const http = createServer(
    {
      headersTimeout: limits.requestTimeout,
      requestTimeout: limits.requestTimeout,
      connectionsCheckingInterval: Math.min(second, limits.requestTimeout),
      keepAliveTimeout: options.keepAlive ?? 125 * second,
      maxHeaderSize: 8 * 1024,
    },
    (request, response) => {
      answer(request, response).catch(() => response.destroy());
    },
  );
  // Room for the HTTP API and for refusing sockets over capacity.
  http.maxConnections = maxSockets + 500;

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const url = addressOf(request);
    const say = (status: number, text: string, type = "application/json") => {
      closeWhenLong(request, response, 0);
      response.writeHead(status, { "content-type": type }).end(text);
    };
    if (!url) return say(400, '{"error":"Unreadable address"}');
    if (url.pathname === "/health") {
      return say(isClosing ? 503 : 200, isClosing ? '{"status":"ending"}' : '{"status":"ok"}');
    }
    if (url.pathname === "/metrics") {
      if (!mayReadMetrics(request)) return say(401, '{"error":"Send METRICS_TOKEN as a bearer"}');
      return say(200, await registry.metrics(), registry.contentType);
    }
    return handleApiRequest(hub, app, limits.bodyBytes, request, response, url);
  }

  function mayReadMetrics({ headers, socket }: IncomingMessage): boolean {
    const token = options.metricsToken;
    if (!token) return !headers["x-forwarded-for"] && isNearby(socket.remoteAddress ?? "");
    const given = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? "")?.[1];
    return given !== undefined && secretsEqual(given, token);
  }

  http.on("upgrade", (request, raw, head) => {
    // Node removes its own listeners here: without one, a connection reset would end the process.
    raw.on("error", () => raw.destroy());
    const key = /^\/app\/([^/?]{1,200})(?:\?|$)/.exec(request.url ?? "")?.[1];
    if (!key) return refuseHandshake(raw, 404);
    if (isClosing) return refuseHandshake(raw, 503);
    const admitted = admission.admit(request);
    if ("status" in admitted) {
      refused("limit");
      return refuseHandshake(raw, admitted.status);
    }
    raw.once("close", admitted.release);
    sockets.handleUpgrade(request, raw, head, (ws) => {
      // Also for sockets that are being refused: an invalid frame is emitted as an error.
      ws.on("error", () => ws.terminate());
      const socket = new LiveSocket(ws, limits, () => request.socket.bytesRead);
      if (key !== app.key) return socket.close(4001, "App key not in this cluster");
      if (!makeRoom()) return socket.close(4100, "Over capacity: reconnect later");
      serveSocket({ hub, app, limits, refused }, ws, socket);
    });
  });

  /** Closes the oldest unauthenticated socket when the server is full; false when there is none. */
  function makeRoom(): boolean {
    if (hub.sockets.size < maxSockets) return true;
    refused("limit");
    for (const socket of hub.unauthenticated) {
      socket.close(4100, "Over capacity: reconnect later");
      hub.remove(socket);
      return true;
    }
    return false;
  }

  const checks = setInterval(() => {
    checkSockets(hub, limits, refused);
    admission.tidy();
  }, second);
  checks.unref();

  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(options.port, options.host ?? "127.0.0.1", resolve);
  });
  const address = http.address();
  return {
    port: typeof address === "object" && address ? address.port : options.port,
    /** Closes every socket with "reconnect immediately"; resolves within three seconds. */
    async close() {
      isClosing = true;
      clearInterval(checks);
      const ended = new Promise((resolve) => http.close(resolve));
      const all = [...hub.sockets];
      for (const socket of all) socket.close(4200, "The server restarts: reconnect");
      http.closeIdleConnections();
      const patience = setTimeout(() => {
        for (const socket of all) socket.terminate();
        http.closeAllConnections();
      }, limits.closeTimeout);
      await ended;
      clearTimeout(patience);
    },
  };
}

/** The request's address, or null when it cannot be read. */
function addressOf({ url = "" }: IncomingMessage): URL | null {
  return url.startsWith("/") && URL.canParse(`http://live${url}`)
    ? new URL(`http://live${url}`)
    : null;
}

function refuseHandshake(raw: Duplex, status: number) {
  const text = STATUS_CODES[status] ?? "";
  const answer = `HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  raw.end(answer, () => raw.destroy());
}
