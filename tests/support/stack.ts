import { randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { migrate } from "@/db/migrate";
import { spawnChild, spawnScript, startChild, stopChild } from "./child";
import { testEnvironment } from "./environment";
import { freePort, startThrowAwayPostgres } from "./postgres";
import { waitFor } from "./wait-for";

export type Stack = Awaited<ReturnType<typeof startStack>>;

/**
 * The whole product as it is deployed: the built web server and the worker as processes, beside
 * real Postgres, S3, Pusher and the Telegram simulator. Needs `next build` into `.next-test`.
 */
export async function startStack() {
  const directory = mkdtempSync(join(tmpdir(), "crm-stack-"));
  const database = await startThrowAwayPostgres(join(directory, "postgres"));
  const admin = postgres(database.url("postgres"), { max: 1, onnotice() {} });
  await admin.unsafe("create database crm");
  await admin.end();
  await migrate(database.url("crm"));

  const webPort = await freePort();
  const base = testEnvironment();
  const [pusherPort, simulatorPort, s3Port] = [
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const appUrl = `http://127.0.0.1:${webPort}`;
  const env: Record<string, string> = {
    ...base,
    NODE_ENV: "production",
    PORT: String(webPort),
    HOSTNAME: "127.0.0.1",
    DATA_DIR: directory,
    DATABASE_URL: database.url("crm"),
    APP_URL: appUrl,
    AUTH_URL: appUrl,
    AUTH_SECRET: randomUUID() + randomUUID(),
    TELEGRAM_API_ROOT: `http://127.0.0.1:${simulatorPort}`,
    TELEGRAM_WEBHOOK_URL: `${appUrl}/api/telegram/webhook/`,
    AWS_S3_ENDPOINT_URL: `http://127.0.0.1:${s3Port}`,
    PUSHER_PORT: String(pusherPort),
    SIMULATOR_URL: `http://127.0.0.1:${simulatorPort}`,
    LOG_LEVEL: "warn",
    S3_PORT: String(s3Port),
    S3_DIR: join(directory, "s3"),
    S3_CORS_ORIGINS: appUrl,
    SIM_PORT: String(simulatorPort),
    SIM_DIR: join(directory, "telegram"),
    SIM_TOKEN: base.TELEGRAM_TOKEN ?? "",
    SIM_RETRY_SCALE: "0.02",
  };
  const pusherEnv = { ...env, PUSHER_PORT: String(pusherPort) };

  let pusher = await startChild("dev/pusher/main.ts", pusherEnv);
  const s3 = await startChild("dev/s3/main.ts", env);
  const simulator = await startChild("dev/telegram/main.ts", env);
  const web = startWeb(env);
  let worker = startWorker(env);
  await waitFor(() => answers(`${appUrl}/api/health`), "the web server", 60_000);
  await setWebhook(env);

  return {
    env,
    appUrl,
    simulatorUrl: `http://127.0.0.1:${simulator.port}`,
    async stopPusher() {
      await pusher.kill("SIGKILL");
    },
    async startPusher() {
      pusher = await startChild("dev/pusher/main.ts", pusherEnv);
    },
    async killWorker() {
      await stopChild(worker, "SIGKILL");
    },
    startWorker() {
      worker = startWorker(env);
    },
    async stop() {
      await Promise.all([stopChild(web), stopChild(worker, "SIGKILL")]);
      await Promise.all([pusher.kill(), s3.kill(), simulator.kill()]);
      await database.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function startWeb(env: Record<string, string>) {
  const build = ".next-test";
  cpSync(`${build}/static`, `${build}/standalone/${build}/static`, { recursive: true });
  cpSync("public", `${build}/standalone/public`, { recursive: true, force: true });
  return spawnChild("node_modules/.bin/node", [`${build}/standalone/server.js`], env);
}

function startWorker(env: Record<string, string>) {
  return spawnScript("jobs/worker.ts", env);
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    (response) => response.ok,
    () => false,
  );
}

async function setWebhook(env: Record<string, string>) {
  const body = {
    url: env.TELEGRAM_WEBHOOK_URL,
    secret_token: env.TELEGRAM_WEBHOOK_SECRET,
    allowed_updates: [
      "message",
      "edited_message",
      "callback_query",
      "message_reaction",
      "my_chat_member",
    ],
  };
  const response = await fetch(`${env.TELEGRAM_API_ROOT}/bot${env.TELEGRAM_TOKEN}/setWebhook`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`setWebhook answered ${response.status}`);
}
