import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { secretsEqual } from "@/lib/core/ids";
import { second } from "@/lib/core/time";
import { isNearby } from "@/lib/http/direct-peer";
import { Admission } from "./admission";
import { answerApi, closeWhenLong } from "./http-api";
import { type ChannelEvent, Hub } from "./hub";
import { type Limits, limits as usualLimits } from "./limits";
import { LiveSocket } from "./live-socket";
import { lookAfter } from "./look-after";
import { liveMetrics } from "./metrics";
import { type App, serveSocket } from "./serve-socket";

export type LiveServerOptions = {
  /** 0: any free port. */
  port: number;
  host?: string;
  app: App;
  /** Sockets at once; strangers give way to newcomers. */
  maxSockets?: number;
  /** Origins of pages that may connect; null (the default) for all. */
  origins?: string[] | null;
  /** How many proxies of our own stand before this server. */
  proxies?: number;
  /** For `/metrics`; without one it answers only direct callers from nearby. */
  metricsToken?: string | undefined;
  /** Milliseconds that an idle connection of the HTTP API is kept. */
  keepAlive?: number;
  limits?: Partial<Limits>;
  /** Hears of joining, leaving and client events, as Pusher's webhooks do. */
  onEvent?: (event: ChannelEvent) => void;
  /** Whether the next event to a channel's socket gets lost (tests of lost hints). */
  isLost?: () => boolean;
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
  const hub = new Hub({ limits, onEvent: options.onEvent, isLost: options.isLost });
  const { registry, refused } = liveMetrics(hub);
  const admission = new Admission({ limits, proxies, origins });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.messageBytes,
    // A small frame could unfold to a large one.
    perMessageDeflate: false,
    // Answers to pings are counted with all else.
    autoPong: false,
    maxFragments: 64,
    maxBufferedChunks: 1024,
    clientTracking: false,
  });
  let isClosing = false;

  const http = createServer(
    {
      headersTimeout: limits.requestFor,
      requestTimeout: limits.requestFor,
      connectionsCheckingInterval: Math.min(second, limits.requestFor),
      keepAliveTimeout: options.keepAlive ?? 125 * second,
      maxHeaderSize: 8 * 1024,
    },
    (request, response) => {
      answer(request, response).catch(() => response.destroy());
    },
  );
  // Room for the HTTP API and for saying "over capacity"; more are closed by the system's door.
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
    return answerApi(hub, app, limits.bodyBytes, request, response, url);
  }

  function mayReadMetrics({ headers, socket }: IncomingMessage): boolean {
    const token = options.metricsToken;
    if (!token) return !headers["x-forwarded-for"] && isNearby(socket.remoteAddress ?? "");
    const given = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? "")?.[1];
    return given !== undefined && secretsEqual(given, token);
  }

  http.on("upgrade", (request, raw, head) => {
    // Node leaves it without a listener: an error of a caller who hung up would end the process.
    raw.on("error", () => raw.destroy());
    const key = /^\/app\/([^/?]{1,200})(?:\?|$)/.exec(request.url ?? "")?.[1];
    if (!key) return refuseHandshake(raw, 404);
    if (isClosing) return refuseHandshake(raw, 503);
    const admitted = admission.admit(request);
    if ("status" in admitted) {
      refused("limit");
      return refuseHandshake(raw, admitted.status);
    }
    raw.once("close", admitted.leave);
    sockets.handleUpgrade(request, raw, head, (ws) => {
      // An invalid frame is an error of this socket alone, also of one that is being refused.
      ws.on("error", () => ws.terminate());
      const socket = new LiveSocket(ws, limits, () => request.socket.bytesRead);
      if (key !== app.key) return socket.refuse(4001, "App key not in this cluster");
      if (!makeRoom()) return socket.refuse(4100, "Over capacity: come back later");
      serveSocket({ hub, app, limits, refused }, ws, socket);
    });
  });

  /** Lets the oldest stranger go when the server is full; false when everybody proved who they are. */
  function makeRoom(): boolean {
    if (hub.sockets.size < maxSockets) return true;
    refused("limit");
    for (const socket of hub.strangers) {
      socket.refuse(4100, "Over capacity: come back later");
      hub.leave(socket);
      return true;
    }
    return false;
  }

  const looks = setInterval(() => {
    lookAfter(hub, limits, refused);
    admission.tidy();
  }, second);
  looks.unref();

  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(options.port, options.host ?? "127.0.0.1", resolve);
  });
  const address = http.address();
  return {
    port: typeof address === "object" && address ? address.port : options.port,
    /** Sends everybody away with "come back at once", and is over within three seconds. */
    async close() {
      isClosing = true;
      clearInterval(looks);
      const ended = new Promise((resolve) => http.close(resolve));
      const all = [...hub.sockets];
      for (const socket of all) socket.refuse(4200, "The server restarts: come back");
      http.closeIdleConnections();
      const patience = setTimeout(() => {
        for (const socket of all) socket.drop();
        http.closeAllConnections();
      }, limits.goodbye);
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
  const words = STATUS_CODES[status] ?? "";
  const answer = `HTTP/1.1 ${status} ${words}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  raw.end(answer, () => raw.destroy());
}
