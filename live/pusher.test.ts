import Pusher from "pusher";
import PusherJs, { type Channel, type Options } from "pusher-js";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startLiveServer } from "./server";

const app = { id: "desk", key: "desk-key", secret: "desk-secret" };

let server: Awaited<ReturnType<typeof startLiveServer>>;
let backend: Pusher;
const browsers: PusherJs[] = [];

beforeEach(async () => {
  server = await startLiveServer({ port: 0, app });
  backend = backendFor(app.secret);
});

afterEach(async () => {
  for (const browser of browsers.splice(0)) browser.disconnect();
  await server.close();
});

function backendFor(secret: string) {
  const host = { host: "127.0.0.1", port: String(server.port), useTLS: false };
  return new Pusher({ appId: app.id, key: app.key, secret, ...host });
}

/** A browser's client; `secret` signs its subscriptions, `user` names it in presence channels. */
function browserOf(user = "1", secret = app.secret, more: Partial<Options> = {}) {
  const signer = backendFor(secret);
  const browser = new PusherJs(app.key, {
    cluster: "",
    wsHost: "127.0.0.1",
    wsPort: server.port,
    forceTLS: false,
    enabledTransports: ["ws"],
    unavailableTimeout: 500,
    channelAuthorization: {
      transport: "ajax",
      endpoint: "",
      customHandler({ socketId, channelName }, answer) {
        const member = { user_id: user, user_info: { name: `Person ${user}` } };
        const isPresence = channelName.startsWith("presence-");
        answer(
          null,
          signer.authorizeChannel(socketId, channelName, isPresence ? member : undefined),
        );
      },
    },
    userAuthentication: {
      transport: "ajax",
      endpoint: "",
      customHandler: ({ socketId }, answer) =>
        answer(null, signer.authenticateUser(socketId, { id: user })),
    },
    ...more,
  });
  browsers.push(browser);
  return browser;
}

type Emitter = {
  bind(name: string, act: (data: unknown) => void): unknown;
  unbind(name: string, act: (data: unknown) => void): unknown;
};

function heard<T = unknown>(source: Emitter, event: string): Promise<T> {
  return new Promise((resolve) => {
    const act = (data: unknown) => {
      source.unbind(event, act);
      resolve(data as T);
    };
    source.bind(event, act);
  });
}

async function joined(browser: PusherJs, name: string): Promise<Channel> {
  const channel = browser.subscribe(name);
  await heard(channel, "pusher:subscription_succeeded");
  return channel;
}

/** Everything that reaches a channel under an event's name. */
function collect(source: Emitter, event: string): unknown[] {
  const all: unknown[] = [];
  source.bind(event, (data) => all.push(data));
  return all;
}

/** Proves silence: what was sent before this round trip would have arrived before it. */
async function flush(channel: Channel) {
  const mark = heard(channel, "mark");
  await backend.trigger(channel.name, "mark", {});
  await mark;
}

it("delivers an event to everyone in the channel but the socket that caused it", async () => {
  const [first, second] = [browserOf(), browserOf()];
  const [here, there] = [await joined(first, "room"), await joined(second, "room")];
  const own = collect(here, "said");
  const arrived = heard(there, "said");
  await backend.trigger("room", "said", { text: "Привет 🐈" }, socketOf(first));
  expect(await arrived).toEqual({ text: "Привет 🐈" });
  await flush(here);
  expect(own).toEqual([]);
});

const socketOf = (browser: PusherJs) => ({ socket_id: browser.connection.socket_id });

it("keeps the order of a hundred events", async () => {
  const channel = await joined(browserOf(), "room");
  const numbers = collect(channel, "n");
  for (let n = 0; n < 100; n++) await backend.trigger("room", "n", n);
  await flush(channel);
  expect(numbers).toEqual(Array.from({ length: 100 }, (_, n) => n));
});

it.each(["private-everything", "presence-conversation-1"])(
  "refuses to let a wrongly signed browser into %s, which then hears nothing",
  async (name) => {
    const stranger = browserOf("2", "another-secret");
    const channel = stranger.subscribe(name);
    const secrets = collect(channel, "secret");
    await heard(channel, "pusher:subscription_error");
    const member = await joined(browserOf(), name);
    await backend.trigger(name, "secret", {});
    await flush(member);
    await flush(await joined(stranger, "room"));
    expect(secrets).toEqual([]);
  },
);

it("announces a person who joins once, however many windows they open, and when the last closes", async () => {
  const watcher = await joined(browserOf("1"), "presence-conversation-1");
  const added = collect(watcher, "pusher:member_added");
  const removed = collect(watcher, "pusher:member_removed");
  const [window, another] = [browserOf("2"), browserOf("2")];
  await joined(window, "presence-conversation-1");
  await joined(another, "presence-conversation-1");
  await flush(watcher);
  expect(added).toEqual([{ id: "2", info: { name: "Person 2" } }]);
  window.disconnect();
  await vi.waitUntil(() => occupants("presence-conversation-1", 2));
  expect(removed).toEqual([]);
  another.disconnect();
  await vi.waitUntil(() => removed.length === 1);
  expect(removed).toMatchObject([{ id: "2" }]);
});

async function occupants(channel: string, count: number) {
  const response = await backend.get({
    path: `/channels/${channel}`,
    params: { info: "subscription_count" },
  });
  const { subscription_count } = (await response.json()) as { subscription_count: number };
  return subscription_count === count;
}

it("passes a client event to the others of a private channel, never to its sender", async () => {
  const [typing, reading] = [
    await joined(browserOf("1"), "private-team"),
    await joined(browserOf("2"), "private-team"),
  ];
  const own = collect(typing, "client-typing");
  const arrived = heard(reading, "client-typing");
  typing.trigger("client-typing", { on: true });
  expect(await arrived).toEqual({ on: true });
  await flush(typing);
  expect(own).toEqual([]);
});

it("passes no client event in a public channel, nor into a channel one has not joined", async () => {
  const outsider = browserOf("3");
  const [open, secret] = [
    await joined(browserOf("1"), "room"),
    await joined(browserOf("1"), "private-team"),
  ];
  const leaked = [collect(open, "client-x"), collect(secret, "client-x")];
  const public_ = await joined(outsider, "room");
  public_.trigger("client-x", {});
  outsider.send_event("client-x", {}, "private-team");
  // The outsider's own ping answers after both events were handled.
  await flush(public_);
  await flush(open);
  await flush(secret);
  expect(leaked).toEqual([[], []]);
});

it("relays no event that only the server may send", async () => {
  const watcher = await joined(browserOf("1"), "presence-conversation-1");
  const removed = collect(watcher, "pusher:member_removed");
  const forger = browserOf("2");
  const inside = await joined(forger, "presence-conversation-1");
  forger.send_event("pusher_internal:member_removed", { user_id: "1" }, "presence-conversation-1");
  await flush(inside);
  await flush(watcher);
  expect(removed).toEqual([]);
});

it("sends to a signed-in person, and cuts all their sockets for good on termination", async () => {
  const browser = browserOf("7");
  browser.signin();
  await heard(browser, "pusher:signin_success");
  const direct = heard(browser.user, "direct");
  await backend.sendToUser("7", "direct", { n: 1 });
  expect(await direct).toEqual({ n: 1 });
  const bystander = await joined(browserOf("8"), "room");
  const cut = heard(browser.connection, "disconnected");
  const errors = collect(browser.connection, "error");
  await backend.terminateUserConnections("7");
  await cut;
  expect(errors[0]).toMatchObject({ data: { code: 4009 } });
  await flush(bystander);
});

it("refuses a sign-in with a wrong signature", async () => {
  const browser = browserOf("7", "another-secret");
  const errors = collect(browser.connection, "error");
  browser.signin();
  await heard(browser.connection, "disconnected");
  expect(errors[0]).toMatchObject({ data: { code: 4009 } });
});

it("lets browsers back in after a restart on the same port", async () => {
  const browser = browserOf();
  await joined(browser, "private-team");
  const { port } = server;
  const lost = heard(browser.connection, "connecting");
  await server.close();
  await lost;
  server = await startLiveServer({ port, app });
  // What the desk does too: left alone, pusher-js stays blind for 12–15 s.
  browser.disconnect();
  browser.connect();
  const channel = browser.channel("private-team");
  await heard(channel, "pusher:subscription_succeeded");
  await flush(channel);
});
