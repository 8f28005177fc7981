import { Api } from "grammy";
import { env } from "@/lib/core/env";
import { connectionAgent } from "./connection-agent";

let api: Api | undefined;

/** Seconds that a Bot API call may take: below the 90 s after which a message must be `unknown`. */
export const callTimeoutSeconds = 50;

/** The process's Bot API client. It never retries by itself: `lib/messages` knows what may be repeated. */
export function botApi(): Api {
  api ??= new Api(env().TELEGRAM_TOKEN, {
    apiRoot: env().TELEGRAM_API_ROOT,
    timeoutSeconds: callTimeoutSeconds,
    baseFetchConfig: { agent: connectionAgent(env().TELEGRAM_API_ROOT) },
  });
  return api;
}
