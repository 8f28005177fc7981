/** Connections that Postgres did not give or that broke, as postgres.js and Node name them. */
const connection =
  /^(CONNECTION_\w+|CONNECT_TIMEOUT|E(CONNREFUSED|CONNRESET|HOSTUNREACH|NETUNREACH|PIPE|TIMEDOUT|AI_AGAIN)|ENOTFOUND|ENOENT)$/;

/**
 * SQLSTATEs that say nothing about the content (postgresql.org/docs/current/errcodes-appendix.html):
 * connection (08), resources such as a full disk (53), an operator's act or a cancelled statement (57),
 * the system (58), a read-only copy (25006), a broken transaction or session (25P03, 25P04),
 * serialization (40001), deadlock (40P01), a lock's wait (55P03).
 */
const passing = /^(08|53|57|58)\w{3}$|^(25006|25P0[34]|40001|40P01|55P03)$/;

/** Whether the database, not the content, is to blame: the same can be done later. */
export function isOutage(error: unknown): boolean {
  return hasCode(error, connection) || hasCode(error, passing);
}

/** Whether an error, or one inside it (Drizzle, grammY), has such a code or name. */
export function hasCode(error: unknown, pattern: RegExp): boolean {
  let at = error;
  for (let depth = 0; at instanceof Error && depth < 10; depth++) {
    const { code } = at as { code?: unknown };
    if (pattern.test(at.name) || (typeof code === "string" && pattern.test(code))) return true;
    at = "error" in at ? at.error : at.cause;
  }
  return false;
}
