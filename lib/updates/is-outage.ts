import { safeMessage } from "@/lib/core/safe-error";

/** Connections that Postgres did not give or that broke, as postgres.js and Node name them. */
const connectionCodes = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
]);

/**
 * SQLSTATEs that say nothing about the update: connection (08), resources (53), an operator's act (57),
 * the system (58), a read-only copy (25006), serialization (40001), deadlock (40P01), a lock's wait (55P03).
 */
const passing = /^(08|53|57|58)...$|^(25006|40001|40P01|55P03)$/;

/** Whether the database, not the content, is to blame: the same update can be stored later. */
export function isOutage(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 10; cause = cause.cause) {
    depth++;
    const code = (cause as { code?: unknown }).code;
    if (typeof code === "string" && (connectionCodes.has(code) || passing.test(code))) return true;
  }
  return false;
}

/** An error in one line for an admin: the innermost one, without what people wrote. */
export function reasonOf(error: unknown): string {
  let inner = error;
  while (inner instanceof Error && inner.cause instanceof Error) inner = inner.cause;
  return safeMessage(inner).replaceAll("\u0000", "\ufffd").slice(0, 500).toWellFormed();
}
