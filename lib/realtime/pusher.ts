import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import Pusher from "pusher";
import { env } from "@/lib/core/env";
import { second } from "@/lib/core/time";
import { withTimeout } from "@/lib/queue/with-timeout";

let client: Pusher | undefined;

/** The process's Pusher client, over connections that stay open. */
export function pusher(): Pusher {
  client ??= createPusher();
  return client;
}

/** Milliseconds: a hint is never worth a longer wait. */
const patience = 3 * second;

/** Reads a response to its end: only then its connection is free for the next request. */
export async function readWhole(call: Promise<{ text(): Promise<string> }>): Promise<void> {
  await withTimeout(
    patience,
    call.then((answer) => answer.text()),
  );
}

function createPusher(): Pusher {
  const {
    PUSHER_APP_ID,
    PUSHER_KEY,
    PUSHER_SECRET,
    PUSHER_CLUSTER,
    PUSHER_HOST,
    PUSHER_PORT,
    PUSHER_SCHEME,
  } = env();
  const isPlain = PUSHER_HOST !== undefined && PUSHER_SCHEME !== "https";
  const agent = new (isPlain ? HttpAgent : HttpsAgent)({ keepAlive: true, maxSockets: 4 });
  const account = {
    appId: PUSHER_APP_ID,
    key: PUSHER_KEY,
    secret: PUSHER_SECRET,
    timeout: patience,
    agent,
    useTLS: !isPlain,
  };
  if (!PUSHER_HOST) return new Pusher({ ...account, cluster: PUSHER_CLUSTER ?? "mt1" });
  const port = PUSHER_PORT ? { port: String(PUSHER_PORT) } : {};
  return new Pusher({ ...account, host: PUSHER_HOST, ...port });
}
