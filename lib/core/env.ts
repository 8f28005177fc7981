import { z } from "zod";
import { address, databaseAddress, hostName, webhookAddress } from "./addresses.ts";

const webhookSecret = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,256}$/, "must be 1–256 of A-Z a-z 0-9 _ - (Bot API, setWebhook)");

const flag = z
  .enum(["true", "false", "1", "0"])
  .transform((value) => value === "true" || value === "1");

/** How many proxies of our own stand before the web server; `true` is one. */
const proxies = z
  .string()
  .regex(/^(true|false|[0-9])$/, "must be true, false or the number of proxies")
  .transform((value) => (value === "true" ? 1 : value === "false" ? 0 : Number(value)));

/** Every variable the product reads, each optional here; `env()` demands what running needs. */
const variables = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z.coerce.number().int().min(1).max(65535).default(3000),
  HOST: z.string().default("0.0.0.0"),
  KEEP_ALIVE_TIMEOUT: z.coerce.number().int().min(0).default(125_000),
  DATA_DIR: z.string().default(".data"),
  DATABASE_URL: databaseAddress.optional(),
  AUTH_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  APP_URL: address().optional(),
  TELEGRAM_TOKEN: z
    .string()
    .regex(/^\d+:[A-Za-z0-9_-]+$/, "must look like 123456:ABC…")
    .optional(),
  TELEGRAM_WEBHOOK_URL: webhookAddress.optional(),
  TELEGRAM_WEBHOOK_SECRET: webhookSecret.optional(),
  TELEGRAM_API_ROOT: address({ hasPath: true }).default("https://api.telegram.org"),
  TELEGRAM_FILES_DIR: z.string().regex(/^\/./, "must be an absolute path of a folder").optional(),
  TELEGRAM_MAX_FILE_MB: z.coerce.number().int().min(20).max(2000).default(20),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_STORAGE_BUCKET_NAME: z.string().optional(),
  AWS_S3_REGION_NAME: z.string().default("us-east-1"),
  AWS_S3_UPLOADS: z.enum(["post", "put"]).optional(),
  AWS_S3_ENDPOINT_URL: address({ hasPath: true }).optional(),
  PUSHER_APP_ID: z.string().optional(),
  PUSHER_KEY: z.string().optional(),
  PUSHER_SECRET: z.string().optional(),
  PUSHER_CLUSTER: z.string().optional(),
  PUSHER_HOST: hostName.optional(),
  PUSHER_PORT: z.coerce.number().int().min(1).max(65535).optional(),
  PUSHER_SCHEME: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum(["http", "https"]))
    .default("https"),
  TRIGGER_SECRET_KEY: z.string().optional(),
  TRIGGER_PROJECT_REF: z.string().optional(),
  TRIGGER_API_URL: address({ hasPath: true }).optional(),
  JOBS_ENGINE: z.enum(["embedded", "trigger"]).optional(),
  LOG_RETENTION_DAYS: z.coerce.number().int().min(1).default(30),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
  TRUST_PROXY: proxies.default(0),
  API_RATE_LIMIT: z.coerce.number().int().min(0).default(600),
  METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  CRON_SECRET: z.string().min(16, "must have at least 16 characters").optional(),
  WEBHOOKS_ALLOW_PRIVATE: flag.default(false),
  WORKER_ALIVE_FILE: z.string().optional(),
  LIVE_PORT: z.coerce.number().int().min(1).max(65535).default(6001),
  LIVE_MAX_SOCKETS: z.coerce.number().int().min(10).max(100_000).default(5000),
  SIMULATOR_URL: address().optional(),
});

type Variables = z.infer<typeof variables>;

const needed = [
  "DATABASE_URL",
  "AUTH_SECRET",
  "APP_URL",
  "TELEGRAM_TOKEN",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_STORAGE_BUCKET_NAME",
  "PUSHER_APP_ID",
  "PUSHER_KEY",
  "PUSHER_SECRET",
] as const satisfies readonly (keyof Variables)[];

type Needed = (typeof needed)[number];

/** The parsed environment of a running process. */
export type Env = Omit<Variables, Needed | "JOBS_ENGINE"> & {
  [K in Needed]: NonNullable<Variables[K]>;
} & { JOBS_ENGINE: "embedded" | "trigger"; BOT_ID: number };

let cached: Env | undefined;

/** The environment of a running process, parsed once. Throws a sentence that names what is missing or bad. */
export function env(): Env {
  if (!cached) {
    cached = parseEnv(process.env);
    // The SDK of Trigger.dev reads its address by itself.
    if (cached.TRIGGER_API_URL) process.env.TRIGGER_API_URL = cached.TRIGGER_API_URL;
  }
  return cached;
}

/** Takes a process without NODE_ENV for production, so that it refuses unsafe settings. */
export function assumeProduction(): void {
  // The variable's type is read-only for applications.
  if (!process.env.NODE_ENV) Object.assign(process.env, { NODE_ENV: "production" });
}

/** Refuses a bad value but not a missing one: a build runs without secrets (`next.config.ts`). */
export function checkEnvValues(
  source: Record<string, string | undefined> = process.env,
): Variables {
  // Set but empty is absent: a line of .env or a compose file that was left open.
  const given = Object.entries(source).filter(([, value]) => value !== "");
  const result = variables.safeParse(Object.fromEntries(given));
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The environment has a bad value.\n  ${lines.join("\n  ")}\nSee .env.example.`);
}

/** Pure form of `env()`, for tests and for the doctor. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const values = checkEnvValues(source);
  const problems: string[] = needed.filter((name) => values[name] === undefined);
  if (!values.PUSHER_CLUSTER && !values.PUSHER_HOST)
    problems.push("PUSHER_CLUSTER (or PUSHER_HOST)");
  const engine = values.JOBS_ENGINE ?? (values.TRIGGER_SECRET_KEY ? "trigger" : "embedded");
  if (engine === "trigger" && !values.TRIGGER_SECRET_KEY) problems.push("TRIGGER_SECRET_KEY");
  if (values.TELEGRAM_MAX_FILE_MB > 20 && !values.TELEGRAM_FILES_DIR) {
    problems.push(
      "TELEGRAM_FILES_DIR (files over 20 MB come only from a Bot API server of your own)",
    );
  }
  if (values.TELEGRAM_WEBHOOK_URL && !values.TELEGRAM_WEBHOOK_SECRET) {
    problems.push("TELEGRAM_WEBHOOK_SECRET");
  }
  if (problems.length > 0) throw notSet(problems);
  if (values.NODE_ENV === "production") refuseUnsafe(values);
  // `needed` was checked just above; the compiler cannot see that from the loop.
  const complete = values as Variables & { [K in Needed]: NonNullable<Variables[K]> };
  return {
    ...complete,
    JOBS_ENGINE: engine,
    BOT_ID: Number(complete.TELEGRAM_TOKEN.split(":")[0]),
  };
}

/** What the live updates' server reads; it is given no other secret than the app's. */
export function liveEnv(source: Record<string, string | undefined> = process.env) {
  const values = checkEnvValues(source);
  const { PUSHER_APP_ID, PUSHER_KEY, PUSHER_SECRET, APP_URL } = values;
  if (!PUSHER_APP_ID || !PUSHER_KEY || !PUSHER_SECRET || !APP_URL) {
    const names = ["PUSHER_APP_ID", "PUSHER_KEY", "PUSHER_SECRET", "APP_URL"] as const;
    throw notSet(names.filter((name) => !values[name]));
  }
  const isOpen = values.NODE_ENV === "production" && !isLoopback(APP_URL);
  if (isOpen && isGuessable(PUSHER_SECRET)) throw guessable("PUSHER_SECRET");
  return { ...values, PUSHER_APP_ID, PUSHER_KEY, PUSHER_SECRET, APP_URL };
}

function notSet(names: string[]): Error {
  return new Error(`Not set: ${names.join(", ")}. See .env.example for what each one is.`);
}

function refuseUnsafe(values: Variables) {
  const url = values.APP_URL ?? "http://localhost";
  const isAtHome = isLoopback(url);
  if (!url.startsWith("https:") && !isAtHome) {
    throw new Error("APP_URL must be https in production: sign-in cookies travel over it.");
  }
  if (values.SIMULATOR_URL && !isAtHome) {
    throw new Error("SIMULATOR_URL is for development only: unset it in production.");
  }
  const hook = values.TELEGRAM_WEBHOOK_URL;
  if (hook && !isAtHome && !hook.startsWith("https:")) {
    throw new Error("TELEGRAM_WEBHOOK_URL must be https in production: Telegram takes no other.");
  }
  // Even at home it signs sessions and seals what is kept: others on the machine may reach the desk too.
  if (isGuessable(values.AUTH_SECRET ?? "")) throw guessable("AUTH_SECRET");
  if (isAtHome) return;
  for (const name of secrets) {
    const value = values[name];
    if (value && isGuessable(value)) throw guessable(name);
  }
  const password = decodeURIComponent(new URL(values.DATABASE_URL ?? "postgres://x").password);
  if (password && isGuessable(password)) {
    throw new Error("DATABASE_URL has a default password: choose a random one.");
  }
}

function isLoopback(url: string): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);
}

function guessable(name: string): Error {
  return new Error(`${name} is a default or guessable value: choose a random one.`);
}

const secrets = [
  "TELEGRAM_WEBHOOK_SECRET",
  "AWS_SECRET_ACCESS_KEY",
  "PUSHER_SECRET",
  "METRICS_TOKEN",
  "CRON_SECRET",
] as const satisfies readonly (keyof Variables)[];

const defaults =
  /^(postgres|password|passw0rd|minioadmin|admin|secret|crm|changeme|change-me|test)$/i;

/** A vendor's default, or so few different characters that nobody drew it by lot. */
function isGuessable(value: string): boolean {
  return defaults.test(value) || (value.length >= 8 && new Set(value).size < 5);
}
