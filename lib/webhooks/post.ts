import { lookup } from "node:dns";
import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { env } from "@/lib/core/env";
import { type Why, why } from "@/lib/core/refusals/why";
import { isInnerAddress } from "./inner-address";
import { refuseUrl } from "./refuse-url";

/** Milliseconds for the whole exchange. */
const timeLimit = 10_000;
/** How much of a response is kept, in characters. */
const keptLength = 300;

/** What became of one try. `status` null: no response came. */
export type PostOutcome = { status: number | null } & (Why | { reason: null });

/**
 * Posts a body once, with Node's own client: no redirect is followed, at most ten seconds, and the
 * address is checked again after the name was resolved, on the very connection that is made. Never throws.
 */
export function post(
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<PostOutcome> {
  const refusal = refuseUrl(url);
  if (refusal) return Promise.resolve({ status: null, ...why(refusal) });
  return new Promise((resolve) => {
    const fail = (error: Error) => resolve({ status: null, ...whyOf(error) });
    const client = url.startsWith("https:") ? https : http;
    const request = client.request(
      url,
      {
        method: "POST",
        headers: {
          "content-type": "application/json; charset=utf-8",
          "content-length": Buffer.byteLength(body),
          "user-agent": "desk-webhooks/1",
          ...headers,
        },
        lookup: outerLookup,
        agent: false,
        signal: AbortSignal.timeout(timeLimit),
      },
      (response) => {
        const status = response.statusCode ?? 0;
        let answer = "";
        response.setEncoding("utf8");
        const settle = () => {
          const isGood = status >= 200 && status < 300;
          const text = answer.replace(/\0/g, "").slice(0, keptLength).trim();
          resolve({ status, reason: isGood ? null : `${status}${text ? `: ${text}` : ""}` });
          request.destroy();
        };
        response.on("data", (chunk: string) => {
          answer += chunk;
          if (answer.length > keptLength) settle();
        });
        response.on("end", settle);
        response.on("error", fail);
      },
    );
    request.on("error", fail);
    // 101: the connection would be ours to speak another protocol on, and no response ever comes.
    request.on("upgrade", ({ statusCode = 101 }, socket) => {
      socket.destroy();
      resolve({ status: statusCode, reason: `${statusCode}` });
    });
    // Whatever else ends the exchange without an error of its own; after a response it changes nothing.
    request.on("close", () => resolve({ status: null, ...why("webhook.noAnswer") }));
    request.end(body);
  });
}

// Every address of the name must be outside: a name with one inner address is a trap.
const outerLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, "", 0);
    const isTrap =
      !env().WEBHOOKS_ALLOW_PRIVATE && found.some((one) => isInnerAddress(one.address));
    const first = found[0];
    if (isTrap || !first) {
      return callback(new InnerName(), "", 0);
    }
    if (options.all) return callback(null, found);
    callback(null, first.address, first.family);
  });
};

class InnerName extends Error {}

function whyOf(error: Error): Why {
  if (error instanceof InnerName) return why("webhook.innerName");
  if (error.name === "TimeoutError" || error.name === "AbortError") return why("webhook.timeout");
  const code = (error as NodeJS.ErrnoException).code;
  if (code) return why("webhook.noConnection", { code });
  return { reason: error.message.slice(0, keptLength) };
}
