import { createDatabase, startPostgres } from "./start-postgres";

// A process of its own, so that the server is stopped cleanly even when its starter is killed.
// Reads POSTGRES_FOLDER, POSTGRES_PORT and POSTGRES_DATABASE.
const { POSTGRES_FOLDER = ".data/postgres", POSTGRES_PORT, POSTGRES_DATABASE } = process.env;
const port = Number(POSTGRES_PORT);

try {
  const server = await startPostgres({ folder: POSTGRES_FOLDER, port });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void server.stop());
  void server.ended.then(() => process.exit(0));
  if (POSTGRES_DATABASE) await createDatabase(server, POSTGRES_DATABASE);
  console.log(JSON.stringify({ ready: true, port }));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
