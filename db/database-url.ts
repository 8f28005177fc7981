/** What other clients read from an address; ours would send it to the server, which refuses it. */
const foreign = [
  "channel_binding",
  "connection_limit",
  "gssencmode",
  "pgbouncer",
  "pool_timeout",
  "uselibpqcompat",
];

/**
 * Refuses a transaction pooler's address for work that holds a lock of a session: the pooler keeps the
 * connection, and the lock with it, and the next to ask for it waits for ever. Throws one sentence.
 */
export function refusePooler(address: string, work: string): void {
  if (new URL(address).searchParams.get("pgbouncer") !== "true") return;
  throw new Error(
    `${work} holds a lock of a session: give it the direct address of Postgres in DATABASE_URL, not the pooler's with pgbouncer=true.`,
  );
}

/**
 * An address as hosts print it, for postgres.js. Behind a transaction pooler prepared statements get
 * lost between two queries: `pgbouncer=true` or `prepare=false` in the address does without them.
 */
export function readDatabaseUrl(address: string): { url: string; prepare: boolean } {
  const url = new URL(address);
  const says = (name: string, value: string) => url.searchParams.get(name) === value;
  const prepare = !says("pgbouncer", "true") && !says("prepare", "false");
  for (const name of [...foreign, "prepare"]) url.searchParams.delete(name);
  return { url: url.href, prepare };
}
