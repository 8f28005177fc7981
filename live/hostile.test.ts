import { randomInt } from "node:crypto";
import { connect } from "node:net";
import fc from "fast-check";
import PusherJs from "pusher-js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { liveApp, startLiveProcess } from "@/tests/support/live-process";
import { rawFrame, rawWebSocket } from "@/tests/support/network/raw-websocket";
import { waitFor } from "@/tests/support/wait-for";

// Frames, handshakes and requests that anybody can send: the app's key is in every browser.
// `TEST_FULL=1` runs at full length.
const isFull = process.env.TEST_FULL === "1";
const frames = isFull ? 100_000 : 6000;
const path = `/app/${liveApp.key}?protocol=7`;

let server: Awaited<ReturnType<typeof startLiveProcess>>;

beforeAll(async () => {
  server = await startLiveProcess();
}, 60_000);

afterAll(() => server?.stop());

/** A value of any type, also objects whose `toString` is not a function. */
const anything = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  fc.constantFrom<unknown>(
    { toString: 1, valueOf: null },
    { __proto__: { event: "x" } },
    { constructor: { prototype: 1 } },
    "presence-a",
    "private-a",
    "cache-a",
    "#server-to-user-7",
    "pusher:subscribe",
    "x".repeat(5000),
    "\u0000\ud800",
  ),
);

/** A frame of the protocol with wrong values in some fields. */
const nearlyRight = fc
  .record(
    {
      event: fc.oneof(
        fc.constantFrom(
          "pusher:subscribe",
          "pusher:unsubscribe",
          "pusher:signin",
          "pusher:ping",
          "pusher:pong",
          "client-x",
          "pusher_internal:member_removed",
          "__proto__",
          "constructor",
        ),
        anything,
      ),
      channel: anything,
      data: fc.oneof(
        anything,
        fc.record(
          {
            channel: fc.oneof(fc.constantFrom("presence-a", "private-a", "room"), anything),
            auth: fc.oneof(fc.constant(`${liveApp.key}:${"0".repeat(64)}`), anything),
            channel_data: fc.oneof(fc.constantFrom("{", '{"user_id":{}}', "null"), anything),
            user_data: fc.oneof(fc.constantFrom("{", '{"id":7}', "null"), anything),
          },
          { requiredKeys: [] },
        ),
      ),
    },
    { requiredKeys: [] },
  )
  .map((frame) => rawFrame(JSON.stringify(frame)));

const deep = (open: string, close: string) => open.repeat(9000) + close.repeat(9000);
/** Invalid text in a valid frame: the socket stays open. */
const wrongText = fc
  .constantFrom(
    "{",
    "7",
    "[]",
    "",
    deep("[", "]"),
    `{"event":"client-x","channel":"room","data":${deep("[", "]")}}`,
    `{"event":"pusher:subscribe","data":{"channel":"presence-a","channel_data":{"toString":1}}}`,
  )
  .map((text) => rawFrame(text));
const soft = fc.oneof(
  { weight: 6, arbitrary: nearlyRight },
  { weight: 2, arbitrary: wrongText },
  fc.constantFrom(
    rawFrame("{}", { opcode: 2 }),
    rawFrame("hello", { opcode: 9 }),
    rawFrame("hello", { opcode: 10 }),
  ),
);

/** Invalid frames, which close their socket. */
const hard = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      rawFrame(Buffer.from([0xff, 0xfe, 0xc0])),
      rawFrame("{}", { opcode: 3 }),
      rawFrame("{}", { opcode: 0 }),
      rawFrame("{}", { opcode: 15, reserved: 7 }),
      rawFrame("{}", { isMasked: false }),
      rawFrame("{}", { reserved: 4 }),
      rawFrame("{}", { isFinal: false }),
      rawFrame("x".repeat(200), { opcode: 9 }),
      rawFrame("a", { opcode: 8 }),
      rawFrame(Buffer.from([0x03, 0xe8, 0xff]), { opcode: 8 }),
      rawFrame(Buffer.from([0x00, 0x01]), { opcode: 8 }),
      rawFrame("{}", { length: 40_000 }),
      rawFrame("{}", { length: 2 ** 40 }),
      rawFrame("x".repeat(40_000)),
    ),
  },
  fc.uint8Array({ minLength: 1, maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
);

it(
  `survives ${frames} hostile frames without a leak, and serves other sockets meanwhile`,
  async () => {
    const listener = friend();
    const channel = listener.subscribe("private-friends");
    await new Promise((done) => channel.bind("pusher:subscription_succeeded", done));
    let heard = 0;
    channel.bind("still", () => {
      heard += 1;
    });
    const seed = randomInt(2 ** 31);
    const softOnes = fc.sample(soft, { numRuns: 4000, seed });
    const hardOnes = fc.sample(hard, { numRuns: 400, seed });
    const before = await server.figure("process_resident_memory_bytes");
    let sent = 0;
    let asked = 0;
    for (let round = 0; sent < frames; round++) {
      const attackers = await Promise.all(
        Array.from({ length: 8 }, () => rawWebSocket(server.port, path)),
      );
      const shots = attackers.map(({ socket }, at) => {
        const volley = Array.from({ length: 49 }, () => softOnes[sent++ % softOnes.length]);
        volley.push(hardOnes[(round * 8 + at) % hardOnes.length]);
        sent += 1;
        const bytes = Buffer.concat(volley.filter((frame) => frame !== undefined));
        return new Promise<void>((done) => socket.write(bytes, () => done()));
      });
      await Promise.all(shots);
      if (sent > (asked * frames) / 20) {
        asked += 1;
        await server.backend.trigger("private-friends", "still", {});
      }
      for (const { socket } of attackers) socket.end();
    }
    expect(server.isAlive(), `seed ${seed}`).toBe(true);
    await waitFor(() => heard === asked, "every event of the other socket");
    // They were parsed, not only sent.
    expect(await server.figure("live_refusals_total")).toBeGreaterThan(frames / 4);
    listener.disconnect();
    await waitFor(
      async () => (await server.figure("live_sockets")) === 0,
      "all sockets to be removed",
    );
    expect(await server.figure("live_channels")).toBe(0);
    // A leak of frames or sockets would be far larger than uncollected garbage.
    const grown = (await server.figure("process_resident_memory_bytes")) - before;
    expect(grown).toBeLessThan(120 * 1024 * 1024);
  },
  isFull ? 600_000 : 60_000,
);

it("survives invalid handshakes and requests", async () => {
  const requests = [
    "GET // HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET /apps/desk/channels/%E0%A4%A HTTP/1.1\r\nHost: a\r\n\r\n",
    "GET http://[ HTTP/1.1\r\nHost: a\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
    "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST /apps/desk/events HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
    "POST /apps/desk/events HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    `GET / HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(20_000)}\r\n\r\n`,
    "GET /app/desk-key HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    "GET /app/desk-key HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
    "GET /elsewhere HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    "POST /app/desk-key HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n\r\n",
    "\u0016\u0003\u0001\u0002\u0000\u0001\u0000",
  ];
  for (const request of requests) {
    await new Promise<void>((done) => {
      const socket = connect(server.port, "127.0.0.1", () => socket.write(request));
      socket.on("data", () => socket.destroy());
      socket.on("error", () => socket.destroy());
      socket.on("close", () => done());
      socket.setTimeout(12_000, () => socket.destroy());
    });
    expect(server.isAlive(), request).toBe(true);
  }
});

it("survives connections that are reset during the handshake", async () => {
  for (let n = 0; n < 200; n++) {
    const socket = connect(server.port, "127.0.0.1");
    socket.on("error", () => socket.destroy());
    await new Promise((done) => socket.once("connect", done));
    const isWhole = n % 2 === 0;
    socket.write(
      `GET /app/${n % 3 ? liveApp.key : "nobody"} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\n` +
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
        (isWhole ? "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n\u0081\u0085" : ""),
      () => socket.resetAndDestroy(),
    );
  }
  await waitFor(
    async () => (await server.figure("live_sockets")) === 0,
    "all sockets to be removed",
  );
  expect(server.isAlive()).toBe(true);
});

/** An authenticated browser, by Pusher's own library. */
function friend() {
  return new PusherJs(liveApp.key, {
    cluster: "",
    wsHost: "127.0.0.1",
    wsPort: server.port,
    forceTLS: false,
    enabledTransports: ["ws"],
    channelAuthorization: {
      transport: "ajax",
      endpoint: "",
      customHandler: ({ socketId, channelName }, answer) =>
        answer(null, server.backend.authorizeChannel(socketId, channelName)),
    },
  });
}
