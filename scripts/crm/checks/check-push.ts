import { env } from "@/lib/core/env";
import { pusher } from "@/lib/realtime/pusher";
import { Unwell } from "./unwell";

const meanwhile = "Until then the desk works, but only by asking now and then.";

/** The push server takes our events, and a browser's socket. */
export async function checkPush(): Promise<string> {
  const status = await pusher()
    .trigger("doctor", "checked", {})
    .then(
      (response) => response.status,
      (error: { status?: number }) => error.status ?? null,
    );
  if (status === null) {
    const advice = `Check PUSHER_HOST, PUSHER_PORT and PUSHER_SCHEME, or PUSHER_CLUSTER. ${meanwhile}`;
    throw new Unwell("the server does not answer", advice);
  }
  if (status !== 200) {
    const advice = `Check PUSHER_APP_ID, PUSHER_KEY and PUSHER_SECRET. ${meanwhile}`;
    throw new Unwell(`the server refuses our key (${status})`, advice);
  }
  const event = await firstEvent(socketAddress());
  if (event === "pusher:connection_established") return "the server takes our events and sockets";
  const advice = `Browsers need WebSockets to PUSHER_HOST: check the proxy before it. ${meanwhile}`;
  throw new Unwell(`a socket was answered ${event ?? "with nothing"}`, advice);
}

/** Where pusher-js connects (Pusher's protocol 7). */
function socketAddress(): string {
  const { PUSHER_KEY, PUSHER_CLUSTER, PUSHER_HOST, PUSHER_PORT, PUSHER_SCHEME } = env();
  const path = `/app/${PUSHER_KEY}?protocol=7&client=doctor&version=1`;
  if (!PUSHER_HOST) return `wss://ws-${PUSHER_CLUSTER}.pusher.com${path}`;
  const scheme = PUSHER_SCHEME === "https" ? "wss" : "ws";
  return `${scheme}://${PUSHER_HOST}${PUSHER_PORT ? `:${PUSHER_PORT}` : ""}${path}`;
}

function firstEvent(address: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = new WebSocket(address);
    const timer = setTimeout(() => end(null), 5000);
    const end = (event: string | null) => {
      clearTimeout(timer);
      socket.close();
      resolve(event);
    };
    socket.onerror = () => end(null);
    socket.onmessage = ({ data }) => end((JSON.parse(String(data)) as { event: string }).event);
  });
}
