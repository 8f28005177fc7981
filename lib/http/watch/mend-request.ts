import type { IncomingMessage } from "node:http";
import { allowedMethods } from "./route-label";

/** Changes what Next would answer with an error of its own (500) into what it refuses or does not find. */
export function mendRequest(request: IncomingMessage, pathname: string): void {
  mendAddress(request);
  mendMethod(request, pathname);
  mendForm(request, pathname);
}

/**
 * Next throws at a path that cannot be decoded: taken letter by letter, it can. So it does at `*`, which
 * only OPTIONS for a whole server names (RFC 9112, 3.2.4).
 */
function mendAddress(request: IncomingMessage): void {
  const [pathname = "", ...query] = (request.url ?? "").split("?");
  if (pathname === "*") request.url = "/*";
  try {
    decodeURIComponent(pathname);
  } catch {
    request.url = [pathname.replaceAll("%", "%25"), ...query].join("?");
  }
}

const changing = ["PUT", "DELETE", "PATCH", "POST"];
const methods = new Set(["GET", "HEAD", "OPTIONS", ...changing]);

/**
 * Next throws at methods that `fetch` forbids (TRACE), and calls other odd ones a bad request. They
 * become one that this address does not take either, which is answered 405 everywhere.
 */
function mendMethod(request: IncomingMessage, pathname: string): void {
  if (methods.has(request.method ?? "")) return;
  const allowed = allowedMethods(pathname) ?? [];
  request.method = changing.find((method) => !allowed.includes(method)) ?? "PUT";
}

/** Without a boundary a multipart form has no parts: to a page it is any body, which says nothing. */
function mendForm({ headers, method }: IncomingMessage, pathname: string): void {
  const type = headers["content-type"] ?? "";
  if (method !== "POST" || pathname.startsWith("/api/")) return;
  const isForm = /^\s*multipart\/form-data/i.test(type);
  if (isForm && !/;\s*boundary\s*=\s*"?[^"\s;]/i.test(type))
    headers["content-type"] = "application/octet-stream";
}
