import { createServer } from "node:net";
import { startPostgres } from "@/dev/postgres/start-postgres";

/** A real Postgres in a folder that is thrown away; `url(name)` addresses a database of it. */
export async function startThrowAwayPostgres(folder: string) {
  return startPostgres({ folder, port: await freePort(), isThrowAway: true });
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
