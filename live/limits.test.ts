import { connect } from "node:net";
import Pusher from "pusher";
import { expect, it, onTestFinished } from "vitest";
import WebSocket from "ws";
import { rawFrame, rawWebSocket } from "@/tests/support/network/raw-websocket";
import { waitFor } from "@/tests/support/wait-for";
import type { Limits } from "./limits";
import { type LiveServerOptions, startLiveServer } from "./server";

const app = { id: "desk", key: "desk-key", secret: "desk-secret" };
const path = `/app/${app.key}?protocol=7`;

async function serve(limits: Partial<Limits> = {}, more: Partial<LiveServerOptions> = {}) {
  const server = await startLiveServer({ port: 0, app, limits, ...more });
  onTestFinished(() => server.close());
  const address = { host: "127.0.0.1", port: String(server.port), useTLS: false };
  const backend = new Pusher({ appId: app.id, key: app.key, secret: app.secret, ...address });
  const figure = async (name: string) => {
    const text = await (await fetch(`http://127.0.0.1:${server.port}/metrics`)).text();
    return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
  };
  return { ...server, backend, figure };
}
type Server = Awaited<ReturnType<typeof serve>>;

type Frame = { event: string; channel?: string; data: string };

/** A WebSocket with the frames it received and its close code. */
async function join({ port }: Server, headers: Record<string, string> = {}) {
  const ws = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
  onTestFinished(() => ws.terminate());
  const frames: Frame[] = [];
  let code = 0;
  ws.on("message", (raw) => frames.push(JSON.parse(String(raw)) as Frame));
  ws.on("error", () => {});
  ws.on("close", (closed) => {
    code = closed || 1;
  });
  const next = (event: string, channel?: string) =>
    waitFor(
      () => frames.find((one) => one.event === event && (!channel || one.channel === channel)),
      `${event} ${channel ?? ""}`,
    );
  const greeting = await next("pusher:connection_established");
  const { socket_id } = JSON.parse(greeting.data) as { socket_id: string };
  const send = (frame: unknown) => ws.send(JSON.stringify(frame));
  return { ws, frames, next, send, socket_id, closed: () => waitFor(() => code, "the close code") };
}
type Joined = Awaited<ReturnType<typeof join>>;

/** Subscribes with a signature, as the desk's pages do. */
async function authenticate({ backend }: Server, socket: Joined, channel = "private-team") {
  const proof = backend.authorizeChannel(socket.socket_id, channel);
  socket.send({ event: "pusher:subscribe", data: { channel, ...proof } });
  await socket.next("pusher_internal:subscription_succeeded", channel);
}

/** Waits for the reply to a ping. */
async function expectPong(socket: Joined) {
  socket.frames.length = 0;
  socket.send({ event: "pusher:ping", data: {} });
  await socket.next("pusher:pong");
}

const pings = (count: number) => {
  const frame = rawFrame(JSON.stringify({ event: "pusher:ping", data: {} }));
  return Buffer.concat(Array.from({ length: count }, () => frame));
};

it.each([
  ["messages", pings(500)],
  ["control frames", Buffer.concat(Array.from({ length: 500 }, () => rawFrame("", { opcode: 9 })))],
])("closes a socket that floods the server with %s, and no other", async (_what, flood) => {
  const server = await serve();
  const other = await join(server);
  const { socket, received } = await rawWebSocket(server.port, path);
  socket.write(flood);
  await waitFor(() => socket.destroyed, "the socket to be closed");
  expect(received()).toContain("4100");
  await expectPong(other);
});

it("terminates a socket that exceeds the byte rate, whatever its frames are", async () => {
  const server = await serve({
    bytesPerSecond: 50_000,
    unauthenticatedFrames: { burst: 1e6, perSecond: 1e6 },
  });
  const other = await join(server);
  const { socket } = await rawWebSocket(server.port, path);
  socket.write(pings(2000));
  await waitFor(() => socket.destroyed, "the close code");
  await expectPong(other);
});

it("terminates a reader that does not read, and delivers to the others in order", async () => {
  const server = await serve({ bufferedBytes: 100_000 });
  const reader = await join(server);
  const { socket } = await rawWebSocket(server.port, path);
  const subscribe = { event: "pusher:subscribe", data: { channel: "room" } };
  socket.write(rawFrame(JSON.stringify(subscribe)));
  reader.send(subscribe);
  await reader.next("pusher_internal:subscription_succeeded");
  await waitFor(async () => (await server.figure("live_sockets")) === 2, "both sockets");
  socket.pause();
  const large = "x".repeat(9000);
  let n = 0;
  while ((await server.figure("live_slow_readers_total")) === 0 && n < 4000) {
    const batch = Array.from({ length: 10 }, () => ({
      channel: "room",
      name: "n",
      data: { n: n++, large },
    }));
    await server.backend.triggerBatch(batch);
  }
  expect(await server.figure("live_slow_readers_total")).toBe(1);
  expect(await server.figure("live_sockets")).toBe(1);
  const heard = () => reader.frames.filter(({ event }) => event === "n");
  await waitFor(() => heard().length === n, "all events");
  const numbers = heard().map(({ data }) => (JSON.parse(data) as { n: number }).n);
  expect(numbers).toEqual(Array.from({ length: n }, (_, at) => at));
});

it("terminates the slowest readers when too many bytes are buffered in total", async () => {
  const server = await serve({ totalBufferedBytes: 200_000, bufferedBytes: 1e9 });
  const { socket } = await rawWebSocket(server.port, path);
  socket.write(rawFrame(JSON.stringify({ event: "pusher:subscribe", data: { channel: "room" } })));
  await waitFor(async () => (await server.figure("live_channels")) === 1, "the channel");
  socket.pause();
  const batch = Array.from({ length: 10 }, () => ({
    channel: "room",
    name: "n",
    data: "x".repeat(9000),
  }));
  await waitFor(async () => {
    if ((await server.figure("live_sockets")) === 0) return true;
    await Promise.all(Array.from({ length: 20 }, () => server.backend.triggerBatch(batch)));
    return false;
  }, "the reader to be terminated");
  expect(await server.figure("live_buffered_bytes")).toBe(0);
});

it("closes sockets that do not authenticate in time with 4009, and keeps authenticated ones", async () => {
  const server = await serve({ authenticationTimeout: 300 });
  const member = await join(server);
  await authenticate(server, member);
  const pending = await join(server);
  pending.send({ event: "pusher:subscribe", data: { channel: "room" } });
  expect(await pending.closed()).toBe(4009);
  await expectPong(member);
});

it("closes the oldest unauthenticated socket for a new one when full, never an authenticated one", async () => {
  const server = await serve({}, { maxSockets: 3 });
  const [first, second] = [await join(server), await join(server)];
  await authenticate(server, first);
  await authenticate(server, second);
  const pending = await join(server);
  const third = await join(server);
  expect(await pending.closed()).toBe(4100);
  await authenticate(server, third);
  const { socket, received } = await rawWebSocket(server.port, path);
  await waitFor(() => received().includes("4100"), "over capacity");
  socket.destroy();
  for (const member of [first, second, third]) await expectPong(member);
});

it("limits sockets per address behind own proxies, counting an IPv6 /64 as one", async () => {
  const server = await serve({ socketsPerAddress: 2 }, { proxies: 1 });
  const from = (address: string) => ({ "x-forwarded-for": `198.51.100.9, ${address}` });
  const status = async (address: string) => {
    const { status, socket } = await rawWebSocket(server.port, path, from(address));
    onTestFinished(() => void socket.destroy());
    return status;
  };
  expect(await status("2001:db8:1:2::1")).toBe(101);
  expect(await status("2001:db8:1:2:ffff::1")).toBe(101);
  expect(await status("2001:db8:1:2::3")).toBe(429);
  expect(await status("2001:db8:1:3::1")).toBe(101);
  const [one, two] = [
    await rawWebSocket(server.port, path, from("203.0.113.5")),
    await rawWebSocket(server.port, path, from("203.0.113.5")),
  ];
  expect(await status("203.0.113.5")).toBe(429);
  one.socket.destroy();
  two.socket.destroy();
  await waitFor(async () => (await status("203.0.113.5")) === 101, "the limit to be released");
});

it("limits the rate of handshakes per address", async () => {
  const server = await serve({ handshakes: { burst: 5, perSecond: 0.001 } }, { proxies: 1 });
  const statuses: number[] = [];
  for (let n = 0; n < 7; n++) {
    const answer = await rawWebSocket(server.port, path, { "x-forwarded-for": "203.0.113.5" });
    statuses.push(answer.status);
    answer.socket.destroy();
  }
  expect(statuses).toEqual([101, 101, 101, 101, 101, 429, 429]);
});

it("accepts pages of the desk's origin and clients without an origin, and refuses other origins", async () => {
  const server = await serve({}, { origins: ["https://desk.example.com"] });
  const status = async (headers: Record<string, string>) => {
    const { status, socket } = await rawWebSocket(server.port, path, headers);
    socket.destroy();
    return status;
  };
  expect(await status({ origin: "https://desk.example.com" })).toBe(101);
  expect(await status({ origin: "https://DESK.example.com" })).toBe(101);
  expect(await status({})).toBe(101);
  expect(await status({ origin: "https://desk.example.com.evil.example" })).toBe(403);
  expect(await status({ origin: "http://desk.example.com" })).toBe(403);
  expect(await status({ origin: "null" })).toBe(403);
});

it("closes connections that send nothing or an incomplete request", async () => {
  const server = await serve({ requestTimeout: 300 });
  for (const beginning of ["", "GET /app/desk-key HTTP/1.1\r\nHost: a\r\n"]) {
    const socket = connect(server.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.resume();
    if (beginning) socket.write(beginning);
    await waitFor(() => socket.destroyed, `the connection to be closed after "${beginning}"`);
  }
});

it("pings idle sockets and terminates those that do not reply", async () => {
  const server = await serve({ idleTimeout: 1000 });
  const alive = await join(server);
  let pingCount = 0;
  alive.ws.on("ping", () => {
    pingCount += 1;
  });
  const { socket } = await rawWebSocket(server.port, path);
  await waitFor(() => socket.destroyed, "the silent socket to be terminated");
  expect(pingCount).toBeGreaterThan(0);
  await expectPong(alive);
});

it("refuses subscriptions beyond the limit per socket with a subscription error", async () => {
  const server = await serve({ publicChannels: 2, channels: 3 });
  const socket = await join(server);
  for (const channel of ["a", "b", "c"]) {
    socket.send({ event: "pusher:subscribe", data: { channel } });
  }
  await socket.next("pusher:subscription_error", "c");
  await authenticate(server, socket, "private-a");
  socket.send({ event: "pusher:unsubscribe", data: { channel: "a" } });
  socket.send({ event: "pusher:subscribe", data: { channel: "c" } });
  await socket.next("pusher_internal:subscription_succeeded", "c");
});

it("refuses more than ten client events per second, and events over 10 kB", async () => {
  const server = await serve();
  const [sender, hearer] = [await join(server), await join(server)];
  for (const one of [sender, hearer]) await authenticate(server, one);
  for (let n = 0; n < 12; n++) {
    sender.send({ event: "client-typing", channel: "private-team", data: { n } });
  }
  expect(JSON.parse((await sender.next("pusher:error")).data)).toMatchObject({ code: 4301 });
  await expectPong(sender);
  await expectPong(hearer);
  const large = await join(server);
  await authenticate(server, large);
  const data = "x".repeat(11_000);
  large.send({ event: "client-typing", channel: "private-team", data });
  expect(JSON.parse((await large.next("pusher:error")).data)).toMatchObject({ code: 4301 });
});

it("allows authenticated sockets more frames than unauthenticated ones", async () => {
  const server = await serve({ unauthenticatedFrames: { burst: 10, perSecond: 1 } });
  const [member, pending] = [await join(server), await join(server)];
  await authenticate(server, member);
  for (let n = 0; n < 50; n++) {
    for (const one of [member, pending]) one.send({ event: "pusher:ping", data: {} });
  }
  expect(await pending.closed()).toBe(4100);
  await waitFor(
    () => member.frames.filter(({ event }) => event === "pusher:pong").length === 50,
    "all",
  );
});

it("relays no client event in a channel with too many subscribers", async () => {
  const server = await serve({ clientEventRecipients: 2 });
  const all = [await join(server), await join(server), await join(server)];
  for (const one of all) await authenticate(server, one);
  all[0]?.send({ event: "client-typing", channel: "private-team", data: {} });
  expect(JSON.parse((await all[0]?.next("pusher:error"))?.data ?? "{}")).toMatchObject({
    code: 4301,
  });
  for (const one of all.slice(1)) {
    await expectPong(one);
    expect(one.frames.filter(({ event }) => event === "client-typing")).toEqual([]);
  }
});

it("refuses subscriptions to a user's own channel", async () => {
  const server = await serve();
  const spy = await join(server);
  spy.send({ event: "pusher:subscribe", data: { channel: "#server-to-user-7" } });
  await spy.next("pusher:error");
  await server.backend.sendToUser("7", "secret", {});
  await expectPong(spy);
  expect(spy.frames.filter(({ event }) => event === "secret")).toEqual([]);
});

it("refuses a request with a wrong signature before reading its body", async () => {
  const { port } = await serve();
  const socket = connect(port, "127.0.0.1");
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk;
  });
  socket.write(`POST /apps/${app.id}/events HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n`);
  await waitFor(() => answer.startsWith("HTTP/1.1 401"), "the response");
  socket.destroy();
});

it("returns metrics only with the token when one is set", async () => {
  const { port } = await serve({}, { metricsToken: "a-long-metrics-token" });
  const url = `http://127.0.0.1:${port}/metrics`;
  expect((await fetch(url)).status).toBe(401);
  expect((await fetch(url, { headers: { authorization: "Bearer wrong" } })).status).toBe(401);
  const right = { authorization: "Bearer a-long-metrics-token" };
  const text = await (await fetch(url, { headers: right })).text();
  expect(text).toMatch(/^live_sockets 0$/m);
});
