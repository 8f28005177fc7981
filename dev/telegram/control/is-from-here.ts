import type { IncomingMessage } from "node:http";

const local = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/**
 * Whether a request comes from this machine's own pages and programs: a foreign `Host` is DNS rebinding,
 * a foreign `Origin` another website's script.
 */
export function isFromHere(request: IncomingMessage): boolean {
  const { host = "", origin } = request.headers;
  if (!local.test(host)) return false;
  return origin === undefined || origin === `http://${host}`;
}
