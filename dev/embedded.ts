import { join, resolve } from "node:path";
import { checkEnvValues } from "@/lib/core/env";
import { type DevState, readDevState, type Service, writeDevState } from "./dev-state";
import { stopLeftover } from "./postgres/stop-leftover";
import { anyFreePort, choosePort } from "./processes/choose-port";
import { type Child, startChild } from "./processes/start-child";

type Variables = Record<string, string | undefined>;

export type EmbeddedOptions = {
  dataDir: string;
  /** What is named already: each named variable wins over its stand-in. */
  env: Variables;
  /** The web server's port, of which APP_URL and the webhook's address are made. */
  port: number;
  /** Start only these of the missing ones; the variables are complete all the same. */
  services?: Service[];
  /** Ports of the system's choosing instead of remembered ones (tests). */
  hasFreePorts?: boolean;
  say?(line: string): void;
};

export type Embedded = {
  /** Every variable that the product needs, named ones included. */
  env: Record<string, string>;
  /** Ends what was started, Postgres last. */
  stop(): Promise<void>;
};

const preferredPorts: Record<Service, number> = {
  postgres: 54_320,
  s3: 9_010,
  pusher: 6_010,
  telegram: 8_090,
};

// What is written to dev.json and handed on: the product's variables, not the whole shell's.
const isOurs =
  /^(PORT|DATA_DIR|DATABASE_URL|APP_URL|JOBS_ENGINE|TRUST_PROXY|SIMULATOR_URL|(AUTH|TELEGRAM|AWS|PUSHER|TRIGGER|LOG)_\w+)$/;

const root = resolve(import.meta.dirname, "..");

/**
 * Starts a replacement for every service that the environment does not name, each a process of its
 * own on 127.0.0.1 that ends with this one. Addresses and secrets are kept in the data folder.
 * Rejects, with nothing left running, when one does not start or the environment names half a service.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dataDir = resolve(root, options.dataDir);
  const say = options.say ?? (() => {});
  const missing = missingServices(options.env);
  if (missing.includes("postgres")) await stopLeftover(join(dataDir, "postgres"));
  const state = readDevState(dataDir);
  await choosePorts(state, missing, options.hasFreePorts === true);
  writeDevState(dataDir, state);
  const env = variables(state, options, missing);
  const wanted = missing.filter((name) => !options.services || options.services.includes(name));
  const started = await Promise.allSettled(
    wanted.map(async (name) => {
      const child = await startChild({
        name,
        script: join(root, "dev", name, "main.ts"),
        env: serviceVariables(name, env, state, dataDir),
        announcesReady: true,
        say,
      });
      say(`  ${name} on 127.0.0.1:${state.ports[name]}`);
      return { name, child };
    }),
  );
  const running = started.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const failure = started.find((one) => one.status === "rejected");
  if (failure) {
    await stopAll(running);
    throw failure.reason;
  }
  return { env, stop: () => stopAll(running) };
}

/** Which services the environment does not name; throws a sentence when it names half of one. */
export function missingServices(env: Variables): Service[] {
  if (env.TELEGRAM_API_ROOT && !env.TELEGRAM_TOKEN) {
    throw new Error("TELEGRAM_API_ROOT is set but TELEGRAM_TOKEN is not: set both or neither.");
  }
  const missing: Service[] = [];
  if (!env.DATABASE_URL) missing.push("postgres");
  // A key without an endpoint means Amazon's own S3.
  if (!env.AWS_S3_ENDPOINT_URL && !env.AWS_ACCESS_KEY_ID) missing.push("s3");
  if (!env.PUSHER_HOST && !env.PUSHER_CLUSTER) missing.push("pusher");
  if (!env.TELEGRAM_TOKEN) missing.push("telegram");
  return missing;
}

async function choosePorts(state: DevState, services: Service[], hasFreePorts: boolean) {
  await Promise.all(
    services.map(async (name) => {
      state.ports[name] = hasFreePorts
        ? await anyFreePort()
        : await choosePort(state.ports[name], preferredPorts[name]);
    }),
  );
}

function variables(state: DevState, options: EmbeddedOptions, missing: Service[]) {
  const { secrets, ports } = state;
  const standIns: Variables = {
    PORT: String(options.port),
    DATA_DIR: options.dataDir,
    APP_URL: `http://localhost:${options.port}`,
    AUTH_SECRET: secrets.auth,
    TELEGRAM_WEBHOOK_SECRET: secrets.webhook,
    JOBS_ENGINE: options.env.TRIGGER_SECRET_KEY ? undefined : "embedded",
  };
  if (missing.includes("postgres")) {
    standIns.DATABASE_URL = `postgres://crm:crm@127.0.0.1:${ports.postgres}/crm`;
  }
  if (missing.includes("s3")) {
    standIns.AWS_ACCESS_KEY_ID = "embedded";
    standIns.AWS_SECRET_ACCESS_KEY = secrets.s3;
    standIns.AWS_S3_ENDPOINT_URL = `http://127.0.0.1:${ports.s3}`;
    standIns.AWS_STORAGE_BUCKET_NAME = "crm";
    standIns.AWS_S3_REGION_NAME = "us-east-1";
  }
  if (missing.includes("pusher")) {
    standIns.PUSHER_APP_ID = "crm";
    standIns.PUSHER_KEY = secrets.pusherKey;
    standIns.PUSHER_SECRET = secrets.pusher;
    standIns.PUSHER_HOST = "127.0.0.1";
    standIns.PUSHER_PORT = String(ports.pusher);
    standIns.PUSHER_SCHEME = "http";
  }
  if (missing.includes("telegram")) {
    const url = `http://127.0.0.1:${ports.telegram}`;
    standIns.TELEGRAM_TOKEN = "7000000001:AAsimulator-token-for-development-only";
    standIns.TELEGRAM_API_ROOT = url;
    standIns.TELEGRAM_WEBHOOK_URL = `http://127.0.0.1:${options.port}/api/telegram/webhook/`;
    standIns.SIMULATOR_URL = url;
  }
  const named = Object.entries(options.env).filter(([name, value]) => value && isOurs.test(name));
  const all = [...Object.entries(standIns), ...named];
  const given = Object.fromEntries(
    all.filter((pair): pair is [string, string] => Boolean(pair[1])),
  );
  // Typed in any writing: the stand-ins and the migrations get what the product itself reads.
  const read = checkEnvValues(given);
  return { ...given, ...pickGiven(read, given) };
}

const addresses = [
  "DATABASE_URL",
  "APP_URL",
  "TELEGRAM_API_ROOT",
  "TELEGRAM_WEBHOOK_URL",
  "AWS_S3_ENDPOINT_URL",
  "PUSHER_HOST",
  "PUSHER_SCHEME",
  "TRIGGER_API_URL",
  "SIMULATOR_URL",
] as const;

function pickGiven(read: ReturnType<typeof checkEnvValues>, given: Record<string, string>) {
  return Object.fromEntries(
    addresses.flatMap((name) => (given[name] && read[name] ? [[name, read[name]]] : [])),
  );
}

function serviceVariables(
  name: Service,
  env: Record<string, string>,
  state: DevState,
  dataDir: string,
): Variables {
  const port = String(state.ports[name]);
  const folder = join(dataDir, name);
  if (name === "postgres") {
    return { POSTGRES_FOLDER: folder, POSTGRES_PORT: port, POSTGRES_DATABASE: "crm" };
  }
  if (name === "telegram")
    return { SIM_PORT: port, SIM_DIR: folder, SIM_TOKEN: env.TELEGRAM_TOKEN };
  if (name === "pusher") {
    const { PUSHER_APP_ID, PUSHER_KEY, PUSHER_SECRET } = env;
    return { PUSHER_APP_ID, PUSHER_KEY, PUSHER_SECRET, PUSHER_PORT: port };
  }
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_STORAGE_BUCKET_NAME } = env;
  return {
    AWS_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY,
    AWS_STORAGE_BUCKET_NAME,
    AWS_S3_REGION_NAME: env.AWS_S3_REGION_NAME,
    // Browsers upload straight from the desk, by whichever name they opened it.
    S3_CORS_ORIGINS: [env.APP_URL, `http://localhost:${env.PORT}`, `http://127.0.0.1:${env.PORT}`]
      .map((url) => new URL(url ?? "").origin)
      .join(","),
    S3_PORT: port,
    S3_DIR: folder,
  };
}

async function stopAll(running: { name: Service; child: Child }[]) {
  const rest = running.filter((one) => one.name !== "postgres");
  await Promise.all(rest.map((one) => one.child.stop()));
  await running.find((one) => one.name === "postgres")?.child.stop();
}
