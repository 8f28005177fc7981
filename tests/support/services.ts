import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase } from "@/dev/postgres/start-postgres";
import { startChild } from "./child";
import { testEnvironment } from "./environment";
import { freePort, startThrowAwayPostgres } from "./postgres";

/**
 * Real Postgres with an empty database, S3, Pusher and the Telegram simulator as processes of their
 * own, and the environment that names them all for a production start at `appUrl`.
 */
export async function startServices(appUrl: string) {
  const directory = mkdtempSync(join(tmpdir(), "crm-services-"));
  const database = await startThrowAwayPostgres(join(directory, "postgres"));
  await createDatabase(database, "crm");
  const base = testEnvironment();
  const [pusherPort, simulatorPort, s3Port] = [
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const simulatorUrl = `http://127.0.0.1:${simulatorPort}`;
  const env: Record<string, string> = {
    ...base,
    NODE_ENV: "production",
    PORT: new URL(appUrl).port,
    HOSTNAME: "127.0.0.1",
    DATABASE_URL: database.url("crm"),
    APP_URL: appUrl,
    AUTH_SECRET: randomUUID() + randomUUID(),
    TELEGRAM_API_ROOT: simulatorUrl,
    TELEGRAM_WEBHOOK_URL: `${appUrl}/api/telegram/webhook/`,
    AWS_S3_ENDPOINT_URL: `http://127.0.0.1:${s3Port}`,
    PUSHER_PORT: String(pusherPort),
    LOG_LEVEL: "warn",
  };
  const own = {
    ...env,
    S3_PORT: String(s3Port),
    S3_DIR: join(directory, "s3"),
    S3_CORS_ORIGINS: appUrl,
    SIM_PORT: String(simulatorPort),
    SIM_DIR: join(directory, "telegram"),
    SIM_TOKEN: base.TELEGRAM_TOKEN ?? "",
    SIM_RETRY_SCALE: "0.02",
  };
  let pusher = await startChild("dev/pusher/main.ts", own);
  const s3 = await startChild("dev/s3/main.ts", own);
  const simulator = await startChild("dev/telegram/main.ts", own);

  return {
    env,
    directory,
    simulatorUrl,
    async stopPusher() {
      await pusher.kill("SIGKILL");
    },
    async startPusher() {
      pusher = await startChild("dev/pusher/main.ts", own);
    },
    async stop() {
      await Promise.all([pusher.kill(), s3.kill(), simulator.kill()]);
      await database.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
