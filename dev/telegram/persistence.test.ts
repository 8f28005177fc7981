import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Api, InputFile } from "grammy";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SimulatorControl } from "./control-client";

let dir: string;
const running: (() => Promise<void>)[] = [];

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), "telegram-simulator-"));
});
afterEach(async () => {
  for (const kill of running.splice(0)) await kill();
  rmSync(dir, { recursive: true, force: true });
});

async function start(env: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", path.join(import.meta.dirname, "main.ts")],
    { env: { ...process.env, SIM_DIR: dir, ...env }, stdio: ["ignore", "pipe", "pipe"] },
  );
  const exited = once(child, "exit");
  const kill = async () => {
    child.kill("SIGKILL");
    await exited;
  };
  running.push(kill);
  const [line] = (await Promise.race([once(child.stdout, "data"), exited])) as [Buffer];
  const { port } = JSON.parse(String(line)) as { ready: true; port: number };
  const url = `http://127.0.0.1:${port}`;
  const token = "7000000001:AAsimulator-token-for-development-only";
  return { port, child, kill, exited, control: new SimulatorControl(url), url, token };
}

it("loses nothing acknowledged when it is killed", async () => {
  const first = await start();
  const api = new Api(first.token, { apiRoot: first.url });
  const anna = await first.control.createPerson({ first_name: "Анна", role: "client" });
  await api.setWebhook("http://127.0.0.1:9/hook", { secret_token: "abc" });
  const sent = await first.control.acts(
    Array.from({ length: 300 }, (_, n) => ({ act: "text", person_id: anna.id, text: `№${n}` })),
  );
  const file = Buffer.from("байты");
  const { document } = await api.sendDocument(anna.id, new InputFile(file, "файл.bin"));
  await first.kill();
  // As after a crash in the middle of a write.
  appendFileSync(path.join(dir, "journal.jsonl"), '["messages","x:1",{"cha');

  const second = await start();
  const again = new Api(second.token, { apiRoot: second.url });
  expect(await again.getWebhookInfo()).toMatchObject({
    url: "http://127.0.0.1:9/hook",
    pending_update_count: 300,
  });
  const texts = (await second.control.chat(anna.id)).map((message) => message.text);
  expect(texts).toEqual([...sent.map((_, n) => `№${n}`), ""]);
  const { file_path } = await again.getFile(document.file_id);
  const bytes = await fetch(`${second.url}/file/bot${second.token}/${file_path}`);
  expect(Buffer.from(await bytes.arrayBuffer())).toEqual(file);
  await again.deleteWebhook();
  const next = await second.control.sendText(anna.id, "после");
  expect(next.update_ids[0]).toBe((sent.at(-1)?.update_ids[0] ?? 0) + 1);
}, 20_000);

it("stops on SIGTERM with code 0 and says plainly when its port is taken", async () => {
  const first = await start();
  const second = spawn(
    process.execPath,
    ["--import", "tsx", path.join(import.meta.dirname, "main.ts")],
    { env: { ...process.env, SIM_PORT: String(first.port) }, stdio: ["ignore", "pipe", "pipe"] },
  );
  const words: Buffer[] = [];
  second.stderr.on("data", (chunk: Buffer) => words.push(chunk));
  expect(await once(second, "exit")).toEqual([1, null]);
  expect(Buffer.concat(words).toString()).toBe(
    `The Telegram simulator cannot start: port ${first.port} is taken by another program.\n`,
  );
  first.child.kill("SIGTERM");
  expect(await first.exited).toEqual([0, null]);
}, 20_000);
