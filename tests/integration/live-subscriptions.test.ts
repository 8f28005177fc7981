import Pusher from "pusher";
import PusherJs from "pusher-js";
import { afterAll, beforeEach, expect, it } from "vitest";
import { channelName, channels, realtimeEvents } from "@/lib/realtime/events";
import type { HeardChannels } from "@/lib/realtime/schemas";
import { keepSubscribed } from "@/lib/realtime/subscriptions";
import { startLiveServer } from "@/live/server";
import { waitFor } from "../support/wait-for";

// What a browser's window does, with the real client and the real server.
const app = { id: "app", key: "key", secret: "secret" };
const server = await startLiveServer({ port: 0, app });
const host = { host: "127.0.0.1", port: String(server.port), useTLS: false };
const backend = new Pusher({ appId: app.id, key: app.key, secret: app.secret, ...host });
const browsers: PusherJs[] = [];

/** The names of now, and how many authorisations still fail. */
let now: HeardChannels;
let failing = 0;
let asked = 0;

beforeEach(() => {
  now = { epoch: "a", channels: [channelName(channels.team, "a")] };
  failing = 0;
  asked = 0;
});

afterAll(async () => {
  for (const browser of browsers) browser.disconnect();
  await server.close();
});

function open(user: string) {
  const browser = new PusherJs(app.key, {
    cluster: "",
    wsHost: "127.0.0.1",
    wsPort: server.port,
    forceTLS: false,
    enabledTransports: ["ws"],
    channelAuthorization: {
      transport: "ajax",
      endpoint: "",
      customHandler({ socketId, channelName: name }, answer) {
        if (failing > 0 || !name.endsWith(`-${now.epoch}`)) {
          failing--;
          return answer(new Error("not now"), null);
        }
        const member = name.startsWith("presence-") ? { user_id: user } : undefined;
        answer(null, backend.authorizeChannel(socketId, name, member));
      },
    },
  });
  browsers.push(browser);
  const heard: unknown[] = [];
  let renamed = 0;
  const subscriptions = keepSubscribed(browser, now, {
    async ask() {
      asked++;
      return now;
    },
    bind: (channel) =>
      channel.bind(realtimeEvents.teamChanged, (data: unknown) => heard.push(data)),
    onRenamed: () => {
      renamed++;
    },
  });
  return { subscriptions, heard, renamed: () => renamed, close: () => subscriptions.end() };
}

const tell = (epoch: string, name: string, data: object) =>
  backend.trigger(channelName(channels.team, epoch), name, data);

it("tries a failed authorisation again until it works, as long as the page lives", async () => {
  failing = 3;
  const { heard, close } = open("1");
  await waitFor(async () => {
    await tell("a", realtimeEvents.teamChanged, { operatorId: 1 });
    return heard.length > 0;
  }, "a hint after failed authorisations");
  expect(failing).toBe(0);
  close();
});

it("moves to the new names when it is told of them, and hears each hint once", async () => {
  const { heard, renamed, close } = open("1");
  await waitFor(async () => {
    await tell("a", realtimeEvents.teamChanged, {});
    return heard.length > 0;
  }, "a hint under the first name");
  now = { epoch: "b", channels: [channelName(channels.team, "b")] };
  await tell("a", realtimeEvents.channelsRenamed, {});
  await waitFor(() => renamed() === 1, "the move");
  heard.length = 0;
  await tell("a", realtimeEvents.teamChanged, { operatorId: 1 });
  await tell("b", realtimeEvents.teamChanged, { operatorId: 2 });
  await waitFor(() => heard.length > 0, "a hint under the second name");
  expect(heard).toEqual([{ operatorId: 2 }]);
  close();
});

it("asks for the names when it is refused under a former one", async () => {
  now = { epoch: "c", channels: [channelName(channels.team, "c")] };
  const former = { ...now };
  const { heard, subscriptions, close } = open("1");
  now = { epoch: "d", channels: [channelName(channels.team, "d")] };
  subscriptions.hear(former);
  await waitFor(async () => {
    await tell("d", realtimeEvents.teamChanged, {});
    return heard.length > 0;
  }, "a hint under the present name");
  expect(asked).toBeGreaterThan(0);
  close();
});

it("moves the room of an open conversation along", async () => {
  const facts = { conversationId: 5, departmentId: 1, assignedOperatorId: null };
  const [mine, theirs] = [open("1"), open("2")];
  const seen: number[][] = [];
  const quiet = { onMembers: () => {}, onTyping: () => {} };
  const room = mine.subscriptions.join(facts, { ...quiet, onMembers: (ids) => seen.push(ids) });
  theirs.subscriptions.join(facts, quiet);
  await waitFor(() => seen.at(-1)?.length === 2, "both in the room");
  now = { epoch: "e", channels: [] };
  mine.subscriptions.hear(now);
  await waitFor(() => seen.at(-1)?.length === 1, "alone in the new room");
  theirs.subscriptions.hear(now);
  await waitFor(() => seen.at(-1)?.length === 2, "both in the new room");
  const elsewhere = mine.subscriptions.join(
    { ...facts, assignedOperatorId: 7 },
    { ...quiet, onMembers: (ids) => seen.push(ids) },
  );
  await waitFor(() => seen.at(-1)?.length === 1, "in other hands it is another room");
  for (const one of [room, elsewhere]) one.leave();
  for (const one of [mine, theirs]) one.close();
});
