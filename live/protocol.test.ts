import { createHash, createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import WebSocket from "ws";
import { startLiveServer } from "./server";

const app = { id: "desk", key: "desk-key", secret: "desk-secret" };

let server: Awaited<ReturnType<typeof startLiveServer>>;
const sockets: WebSocket[] = [];

beforeAll(async () => {
  server = await startLiveServer({ port: 0, app });
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.terminate();
});

afterAll(async () => {
  await server.close();
});

type Frame = { event: string; channel?: string; data: string };

/** A bare socket: what it received so far, and how it ended. */
async function connect(key = app.key) {
  const ws = new WebSocket(`ws://127.0.0.1:${server.port}/app/${key}?protocol=7&client=test`);
  sockets.push(ws);
  const frames: Frame[] = [];
  ws.on("message", (raw) => frames.push(JSON.parse(String(raw)) as Frame));
  const closed = new Promise<number>((resolve) => ws.on("close", resolve));
  await new Promise((resolve, reject) => ws.once("open", resolve).once("error", reject));
  const next = (event: string) =>
    vi.waitUntil(() => frames.find((frame) => frame.event === event), { interval: 5 });
  return { ws, frames, closed, next, send: (frame: unknown) => ws.send(JSON.stringify(frame)) };
}

const sign = (text: string) => createHmac("sha256", app.secret).update(text).digest("hex");

/** A request of the HTTP API with a valid signature, except for what `change` spoils. */
function call(
  body: string,
  change: { md5?: string; age?: number; key?: string; signature?: string } = {},
) {
  const path = `/apps/${app.id}/events`;
  const query = [
    `auth_key=${change.key ?? app.key}`,
    `auth_timestamp=${Math.floor(Date.now() / 1000) - (change.age ?? 0)}`,
    "auth_version=1.0",
    `body_md5=${change.md5 ?? createHash("md5").update(body).digest("hex")}`,
  ].join("&");
  const signature = change.signature ?? sign(`POST\n${path}\n${query}`);
  const url = `http://127.0.0.1:${server.port}${path}?${query}&auth_signature=${signature}`;
  return fetch(url, { method: "POST", body });
}

const event = JSON.stringify({ name: "n", channels: ["room"], data: "{}" });

it("greets with a socket id, in data that is a JSON string, and replies to a ping", async () => {
  const socket = await connect();
  const greeting = await socket.next("pusher:connection_established");
  expect(JSON.parse(greeting.data)).toEqual({
    socket_id: expect.stringMatching(/^\d+\.\d+$/),
    activity_timeout: 120,
  });
  socket.send({ event: "pusher:ping", data: {} });
  expect(await socket.next("pusher:pong")).toBeDefined();
});

it("ends a socket of an unknown app with 4001, which forbids coming back", async () => {
  const socket = await connect("nobody");
  expect(JSON.parse((await socket.next("pusher:error")).data)).toMatchObject({ code: 4001 });
  expect(await socket.closed).toBe(4001);
});

it("rejects a client event outside its channels with error 4301", async () => {
  const socket = await connect();
  socket.send({ event: "client-x", channel: "private-team", data: {} });
  expect(JSON.parse((await socket.next("pusher:error")).data)).toMatchObject({ code: 4301 });
});

it("lives on after malformed and oversized frames", async () => {
  const socket = await connect();
  const presence = { channel: "presence-a", auth: `${app.key}:0`, channel_data: "{" };
  const frames = [
    "{",
    "[]",
    "null",
    "7",
    '{"event":5}',
    '{"event":"pusher:subscribe"}',
    '{"event":"pusher:subscribe","data":{"channel":{"a":1}}}',
    '{"event":"pusher:subscribe","data":"not json"}',
    JSON.stringify({ event: "pusher:subscribe", data: presence }),
    '{"event":"pusher:signin","data":null}',
    '{"event":"__proto__","data":{}}',
    "x".repeat(200_000),
  ];
  // The last frame is over the limit: the server may end this socket, and only this one.
  for (const frame of frames) if (socket.ws.readyState === WebSocket.OPEN) socket.ws.send(frame);
  await socket.closed;
  const other = await connect();
  other.send({ event: "pusher:subscribe", data: { channel: "room" } });
  expect(await other.next("pusher_internal:subscription_succeeded")).toBeDefined();
});

it("takes a signed event of the HTTP API", async () => {
  expect((await call(event)).status).toBe(200);
});

it.each([
  ["a wrong signature", { signature: "0".repeat(64) }],
  ["a body that differs from its body_md5", { md5: "0".repeat(32) }],
  ["a request older than 600 s", { age: 610 }],
  ["a request from the future", { age: -610 }],
  ["an unknown key", { key: "nobody" }],
])("refuses %s with 401", async (_what, change) => {
  expect((await call(event, change)).status).toBe(401);
});

it.each([
  ["unreadable JSON", "{", 400],
  ["an event without data", JSON.stringify({ name: "n", channels: ["room"] }), 400],
  ["a bad channel name", JSON.stringify({ name: "n", channels: ["a room"], data: "1" }), 400],
  [
    "data over 10 kB",
    JSON.stringify({ name: "n", channels: ["r"], data: "x".repeat(10_300) }),
    413,
  ],
  [
    "more than 100 channels",
    JSON.stringify({
      name: "n",
      channels: Array.from({ length: 101 }, (_, i) => `r${i}`),
      data: "1",
    }),
    400,
  ],
])("refuses %s", async (_what, body, status) => {
  expect((await call(body)).status).toBe(status);
});
