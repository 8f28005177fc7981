import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "@/lib/core/errors";
import { problemBody } from "@/lib/http/problem";
import { directPeerHeader } from "@/lib/peer/direct-peer";
import { endHalfRead } from "./end-half-read";
import { isForeignPost, refuseForeignPost } from "./foreign-post";
import { mendRequest } from "./mend-request";
import { recordRequest } from "./metrics";
import { allowedMethods, routeLabel } from "./route-label";

type Started = { request: IncomingMessage; response: ServerResponse };

const holder = globalThis as typeof globalThis & { crmWatchesRequests?: boolean };

/**
 * Sees every request of this process's web server (Node's documented channel
 * `http.server.request.start`), which costs no pass through a proxy: measures it, notes who is at
 * the other end of the socket, and gives a body to the empty 405 that Next sends. Once a process.
 */
export function watchRequests(): void {
  if (holder.crmWatchesRequests) return;
  holder.crmWatchesRequests = true;
  subscribe("http.server.request.start", (message) => watch(message as Started));
}

function watch({ request, response }: Started): void {
  const pathname = (request.url ?? "/").split("?")[0] ?? "/";
  const start = performance.now();
  notePeer(request);
  endHalfRead(request, response);
  response.once("close", () => {
    const seconds = (performance.now() - start) / 1000;
    const status = response.writableFinished ? response.statusCode : 499;
    recordRequest(request.method ?? "GET", routeLabel(pathname), status, seconds);
  });
  mendRequest(request, pathname);
  if (pathname.startsWith("/api/")) explainMethod(response, pathname);
  else if (isForeignPost(request)) refuseForeignPost(response);
}

// A forwarded request comes from someone behind a proxy: its socket says nothing about them.
function notePeer(request: IncomingMessage): void {
  delete request.headers[directPeerHeader];
  const isForwarded = "x-forwarded-for" in request.headers || "forwarded" in request.headers;
  const peer = request.socket.remoteAddress;
  if (peer && !isForwarded) request.headers[directPeerHeader] = peer;
}

// Next flushes the headers before it ends the empty response, so the body is chosen at the headers.
function explainMethod(response: ServerResponse, pathname: string): void {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
  let words = "";
  const newWriteHead = (...args: unknown[]): ServerResponse => {
    const status = typeof args[0] === "number" ? args[0] : response.statusCode;
    if (status === 405 && !response.hasHeader("content-type")) {
      words = describeMethods(response, allowedMethods(pathname) ?? []);
    }
    return writeHead(...args);
  };
  const newEnd = (...args: unknown[]): ServerResponse => {
    if (!response.headersSent) newWriteHead(response.statusCode);
    return words && !args[0] ? end(words) : end(...args);
  };
  response.writeHead = newWriteHead as typeof response.writeHead;
  response.end = newEnd as typeof response.end;
}

function describeMethods(response: ServerResponse, methods: string[]): string {
  const requestId = randomUUID();
  const error = new AppError("wrong_method", "request.wrongMethod", {
    params: { methods: methods.join(", ") },
  });
  response.setHeader("content-type", "application/problem+json");
  response.setHeader("x-request-id", requestId);
  if (methods.length > 0) response.setHeader("allow", methods.join(", "));
  return JSON.stringify(problemBody(error, requestId));
}
