import type { ChildProcess } from "node:child_process";
import { Readable } from "node:stream";
import { afterAll, afterEach, expect, it } from "vitest";
import { putStream } from "@/lib/storage/s3";
import { startSilentServer } from "@/tests/support/network/silent-server";
import { stopChild } from "../support/child";
import { waitFor } from "../support/wait-for";
import { workerStage } from "../support/worker-stage";

const isFull = process.env.TEST_FULL === "1";
const stage = await workerStage();
const { control } = stage;
let worker: ChildProcess | undefined;

afterEach(async () => {
  await control.clearFaults();
  if (worker) await stopChild(worker, "SIGKILL");
});
afterAll(() => stage.close());

/** Milliseconds from the commit of an answer to its call, of `count` other chats, least first. */
async function delaysOfOthers(count: number): Promise<number[]> {
  const delays: number[] = [];
  for (let other = 0; other < count; other++) {
    const chat = await stage.chat();
    const { at } = await chat.queue("Не ждёт чужих");
    const [call] = await waitFor(async () => {
      const calls = await chat.calls();
      return calls.length > 0 ? calls : null;
    }, "another chat's message");
    delays.push((call?.at ?? 0) - at);
  }
  return delays.sort((a, b) => a - b);
}

async function hangingChats(count: number, method: "sendMessage" | "sendDocument") {
  const chats = await Promise.all(Array.from({ length: count }, () => stage.chat()));
  for (const chat of chats) {
    const key = method === "sendDocument" ? `files/${chat.chatId}` : undefined;
    if (key) await putStream(key, Readable.from([Buffer.from("abc")]), "text/plain");
    await control.injectFault({ method, chat_id: chat.chatId, effect: "hang" });
    await chat.queue("Повисло", key);
  }
  const hanging = async () => (await Promise.all(chats.map((chat) => chat.calls()))).flat().length;
  await waitFor(async () => (await hanging()) === count, "all of them to hang", 40_000);
}

it("sends other chats' messages at once, however many chats Telegram hangs on", async () => {
  worker = await stage.startWorker();
  const count = isFull ? 400 : 60;
  await hangingChats(count, "sendMessage");
  const delays = await delaysOfOthers(9);
  console.log(`with ${count} hanging chats: ${delays.join(", ")} ms from commit to call`);
  expect(delays[4]).toBeLessThan(1000);
}, 120_000);

it("sends other chats' messages at once while uploads hang", async () => {
  worker = await stage.startWorker();
  const count = isFull ? 100 : 12;
  await hangingChats(count, "sendDocument");
  const delays = await delaysOfOthers(9);
  console.log(`with ${count} hanging uploads: ${delays.join(", ")} ms from commit to call`);
  expect(delays[4]).toBeLessThan(1000);
}, 120_000);

it("sends other chats' texts at once while the storage is silent and files wait for it", async () => {
  const storage = await startSilentServer();
  worker = await stage.startWorker({ AWS_S3_ENDPOINT_URL: `http://127.0.0.1:${storage.port}` });
  const waiting = await Promise.all(Array.from({ length: 8 }, () => stage.chat()));
  for (const chat of waiting) await chat.queue("Файл", `files/silent-${chat.chatId}`);
  await waitFor(() => storage.callers() >= 8, "eight files to wait for the storage", 30_000);
  const delays = await delaysOfOthers(9);
  console.log(`with a silent storage: ${delays.join(", ")} ms from commit to call`);
  expect(delays[4]).toBeLessThan(1000);
  await storage.close();
}, 120_000);
