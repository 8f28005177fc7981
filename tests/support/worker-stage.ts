import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { migrate } from "@/db/migrate";
import { createDatabase, startPostgres } from "@/dev/postgres/start-postgres";
import { startS3Server } from "@/dev/s3/server";
import { SimulatorControl } from "@/dev/telegram/control-client";
import { startTelegramSimulator } from "@/dev/telegram/server";
import { spawnProgram, stopChild } from "./child";
import { testEnvironment } from "./environment";
import { freePort } from "./postgres";
import { waitFor } from "./wait-for";

/** A Postgres of its own, Telegram, a file storage and worker processes, for suites about the queue. */
export async function workerStage() {
  const folder = mkdtempSync(join(tmpdir(), "crm-stage-"));
  const port = await freePort();
  const database = await startPostgres({ folder: join(folder, "data"), port, isThrowAway: true });
  await createDatabase(database, "crm");
  await migrate(database.url("crm"));
  const simulator = await startTelegramSimulator();
  const control = new SimulatorControl(simulator.url);
  const keys = testEnvironment();
  const s3 = await startS3Server({
    port: 0,
    dir: join(folder, "s3"),
    accessKeyId: keys.AWS_ACCESS_KEY_ID ?? "",
    secretAccessKey: keys.AWS_SECRET_ACCESS_KEY ?? "",
    region: "us-east-1",
    bucket: keys.AWS_STORAGE_BUCKET_NAME,
    corsOrigins: [],
  });
  const env: Record<string, string> = {
    ...keys,
    NODE_ENV: "test",
    LOG_LEVEL: "info",
    DATABASE_URL: database.url("crm"),
    TELEGRAM_API_ROOT: simulator.url,
    // Nobody polls: these suites are about what goes out.
    TELEGRAM_WEBHOOK_URL: "https://desk.example/api/telegram/webhook/",
    AWS_S3_ENDPOINT_URL: `http://127.0.0.1:${s3.port}`,
  };
  // For what a suite's own process stores.
  Object.assign(process.env, env);
  const sql = postgres(database.url("crm"), { max: 4, onnotice() {} });
  const workers: ChildProcess[] = [];
  let nextChat = 910_000;

  /** A worker that has started. */
  async function startWorker(more: Record<string, string> = {}) {
    const worker = spawnProgram("worker", [], { ...env, ...more });
    workers.push(worker);
    let said = "";
    worker.stdout.on("data", (chunk: Buffer) => {
      said += chunk;
    });
    await waitFor(() => said.includes("worker started"), "the worker", 60_000);
    return worker;
  }

  /** A chat that can be written to; of Telegram's calls to it, `calls` tells. */
  async function chat() {
    const chatId = nextChat++;
    await control.createPerson({ id: chatId, first_name: "Анна", is_started: true });
    const [row] = await sql<{ client: string; conversation: string }[]>`
      with c as (insert into clients (telegram_id, first_name, last_name)
        values (${chatId}, 'Анна', '') returning id)
      insert into conversations (client_id, chat_id) select id, ${chatId} from c
      returning client_id as client, id as conversation`;
    const clientId = Number(row?.client);
    const conversationId = Number(row?.conversation);
    return {
      chatId,
      calls: () => control.calls({ chat_id: chatId }),
      /** A queued answer with its wake-up; with `key` it carries that stored file. */
      async queue(text: string, key?: string) {
        const committed = await sql.begin(async (tx) => {
          const [message] = await tx`insert into messages (conversation_id, client_id, chat_id,
              sender_type, kind, message_type, content, delivery_status, position, seq)
            values (${conversationId}, ${clientId}, ${chatId}, 'operator', ${key ? "document" : "text"},
              ${key ? "file" : "text"}, ${text}, 'queued', 1, 1) returning id`;
          if (key) {
            await tx`insert into attachments (message_id, kind, name, mime_type, size, status, storage_key)
              values (${message?.id}, 'document', 'a.txt', 'text/plain', 3, 'stored', ${key})`;
          }
          await tx`select wake_job_in('send-message-to-telegram',
            ${tx.json({ conversationId })}::json, ${`chat-${conversationId}`}, interval '0', 25)`;
          return Number(message?.id);
        });
        const at = Date.now();
        return { id: committed, at, status: () => statusOf(committed) };
      },
    };
  }

  async function statusOf(id: number) {
    const [row] = await sql`select delivery_status from messages where id = ${id}`;
    return row?.delivery_status as string;
  }

  return {
    sql,
    control,
    database,
    env,
    chat,
    startWorker,
    async close() {
      await Promise.all(workers.map((worker) => stopChild(worker, "SIGKILL")));
      await sql.end();
      await simulator.close();
      await s3.close();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
