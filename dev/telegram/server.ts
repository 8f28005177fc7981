import http from "node:http";
import { handleCall } from "./bot-api/handle-call";
import { handleDownload } from "./bot-api/handle-download";
import { Params } from "./bot-api/params";
import { runMethod } from "./bot-api/run-method";
import { handleControl } from "./control/handle-control";
import { jsonReply } from "./control/json-reply";
import { loadPageFiles, type PageFiles } from "./page-files";
import { createSim, type Sim, type SimulatorOptions } from "./sim";

/** A running simulator. */
export interface TelegramSimulator {
  port: number;
  /** For `TELEGRAM_API_ROOT`, the control API and the page, without a slash at the end. */
  url: string;
  token: string;
  /** Stops listening and cuts what is still open; state stays in its folder. */
  close(): Promise<void>;
}

/** A token for development; nothing outside this machine knows it. */
export const defaultToken = "7000000001:AAsimulator-token-for-development-only";

/**
 * Starts the simulator on 127.0.0.1: Bot API, downloads, control API and page. Rejects with Node's own
 * error when the port is taken (`EADDRINUSE`).
 */
export async function startTelegramSimulator(
  options: Partial<SimulatorOptions> = {},
): Promise<TelegramSimulator> {
  const full: SimulatorOptions = {
    port: 0,
    token: defaultToken,
    botUsername: "desk_demo_bot",
    botName: "Desk",
    retryScale: 1,
    webhookTimeoutMs: 60_000,
    strict: false,
    ...options,
  };
  const page = await loadPageFiles();
  let start: (sim: Sim) => void = () => {};
  const started = new Promise<Sim>((resolve) => {
    start = resolve;
  });
  const server = http.createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    started
      .then((sim) => handle(sim, page, request, response))
      .catch((error: unknown) => {
        const words = error instanceof Error ? error.message : String(error);
        if (response.headersSent) response.destroy();
        else jsonReply(response, 500, { ok: false, error_code: 500, description: words });
      });
  });
  // Listening comes before the state is opened: a second process must not touch the folder of the first.
  const port = await listen(server, full.port);
  const sim: Sim = await createSim(full, (body) => {
    const { method, ...fields } = body;
    const params = new Params({ fields, files: new Map(), is_form: false });
    void runMethod(sim, String(method), params, new AbortController().signal);
  });
  start(sim);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    token: full.token,
    async close() {
      sim.sender.close();
      sim.events.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      sim.store.close();
    },
  };
}

async function handle(
  sim: Sim,
  page: PageFiles,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const { pathname } = url;
  const call = /^\/bot([^/]+)\/([^/]+)\/?$/.exec(pathname);
  if (call) return handleCall(sim, request, response, url, call);
  const download = /^\/file\/bot([^/]+)\/(.+)$/.exec(pathname);
  if (download) return handleDownload(sim, request, response, download);
  if (pathname.startsWith("/_sim/")) return handleControl(sim, request, response, url);
  if (request.method === "GET" && page.serve(pathname, response)) return;
  jsonReply(response, 404, { ok: false, error_code: 404, description: "Not Found" });
}

function listen(server: http.Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });
}
