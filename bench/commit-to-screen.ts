import Pusher from "pusher";
import PusherJs from "pusher-js";
import { type Desk, textUpdate } from "./support/desk";
import { type Row, row } from "./support/report";
import { median, percentile } from "./support/statistics";

const samples = 200;
const chats = 20;
const firstChat = 710_000_000;
/** What admins hear, under its name of now. */
let channel = "";

type Hint = { conversationId: number; clientId: number; seq: number };

/**
 * From the webhook's 200 to the push hint in a subscribed client, and to the end of the fetch that
 * follows, in ms; beside a bare event through the same push server. One message at a time.
 */
export async function commitToScreen(desk: Desk): Promise<Row[]> {
  for (let chat = 0; chat < chats; chat++)
    await desk.webhook(textUpdate(firstChat + chat, "Первое"));
  const { channels } = await desk.api<{ channels: string[] }>("/api/realtime/channels/");
  channel = channels.find((name) => name.startsWith("private-everything-")) ?? "";
  const browser = await subscribe(desk);
  const hop = await measureHop(desk, browser);
  const hints: number[] = [];
  const fetched: number[] = [];
  for (let n = 0; n < samples; n++) {
    const chat = firstChat + (n % chats);
    const text = `Сообщение ${n}`;
    const hint = nextHint(browser);
    await desk.webhook(textUpdate(chat, text));
    const answered = performance.now();
    const { clientId, seq, at } = await hint;
    // The hint may overtake the answer: then there was nothing to wait for.
    hints.push(Math.max(0, at - answered));
    await fetchText(desk, clientId, seq, text);
    fetched.push(performance.now() - answered);
  }
  browser.disconnect();
  const peer = "a bare event through the push server, p50";
  const facts = { unit: "ms" as const, peer, peerValue: median(hop) };
  return [
    row({
      ...facts,
      name: "webhook's 200 to push hint, p50",
      value: median(hints),
      note: tail(hints),
    }),
    row({
      ...facts,
      name: "webhook's 200 to fetched, p50",
      value: median(fetched),
      note: tail(fetched),
    }),
  ];
}

const tail = (sample: number[]) =>
  `p99 ${percentile(sample, 0.99).toFixed(1)} ms, n ${sample.length}`;

async function subscribe(desk: Desk): Promise<PusherJs> {
  const { env } = desk.stack;
  const browser = new PusherJs(env.PUSHER_KEY ?? "", {
    cluster: "",
    wsHost: env.PUSHER_HOST ?? "",
    wsPort: Number(env.PUSHER_PORT),
    forceTLS: false,
    enabledTransports: ["ws"],
    channelAuthorization: {
      transport: "ajax",
      endpoint: "",
      customHandler({ socketId, channelName }, answer) {
        const body = new URLSearchParams({ socket_id: socketId, channel_name: channelName });
        desk
          .api<{ auth: string }>("/api/realtime/auth/", { method: "POST", body })
          .then((auth) => answer(null, auth))
          .catch((error: Error) => answer(error, null));
      },
    },
  });
  const subscription = browser.subscribe(channel);
  await new Promise<void>((resolve, reject) => {
    subscription.bind("pusher:subscription_succeeded", () => resolve());
    subscription.bind("pusher:subscription_error", (error: unknown) =>
      reject(new Error(`not subscribed: ${JSON.stringify(error)}`)),
    );
  });
  return browser;
}

function nextHint(browser: PusherJs): Promise<Hint & { at: number }> {
  return next<Hint>(browser, "conversation.changed").then(({ data, at }) => ({ ...data, at }));
}

function next<T>(browser: PusherJs, event: string): Promise<{ data: T; at: number }> {
  const subscription = browser.channel(channel);
  return new Promise((resolve) => {
    const act = (data: T) => {
      subscription.unbind(event, act);
      resolve({ data, at: performance.now() });
    };
    subscription.bind(event, act);
  });
}

async function fetchText(desk: Desk, clientId: number, seq: number, text: string) {
  const path = `/api/messages/?client_id=${clientId}&after_seq=${seq - 1}`;
  const { results } = await desk.api<{ results: { content: string }[] }>(path);
  if (!results.some((message) => message.content === text)) {
    throw new Error(`after the hint of "${text}" the API does not give it`);
  }
}

/** From the start of the publishing call to the event in the client: the least that a hint takes. */
async function measureHop({ stack: { env } }: Desk, browser: PusherJs): Promise<number[]> {
  const backend = new Pusher({
    appId: env.PUSHER_APP_ID ?? "",
    key: env.PUSHER_KEY ?? "",
    secret: env.PUSHER_SECRET ?? "",
    host: env.PUSHER_HOST ?? "",
    port: env.PUSHER_PORT ?? "",
    useTLS: false,
  });
  const times: number[] = [];
  for (let n = 0; n < samples; n++) {
    const event = next(browser, "bench.hop");
    const started = performance.now();
    await backend.trigger(channel, "bench.hop", { n });
    times.push((await event).at - started);
  }
  return times;
}
