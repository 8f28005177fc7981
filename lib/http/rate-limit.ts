import { rawSql } from "@/db/client";
import type { OperatorActor } from "@/lib/context";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";

const windowSeconds = 60;

/**
 * Counts a request of an API token, in one window for all web instances: `API_RATE_LIMIT` a minute.
 * Returns the headers to send; throws
 * `rate_limited` above. A browser session is not limited: its pages ask as often as a person acts.
 */
export async function countRequest(actor: OperatorActor): Promise<Record<string, string>> {
  const limit = env().API_RATE_LIMIT;
  if (actor.via !== "token" || limit === 0) return {};
  const key = `token:${actor.tokenId}`;
  const [row] = await rawSql()<{ count: number; reset: number }[]>`
    insert into rate_limits as r (key, "window", count)
    values (${key}, floor(extract(epoch from now()) / ${windowSeconds}::int)::bigint, 1)
    on conflict (key) do update set
      count = case when r."window" = excluded."window" then r.count + 1 else 1 end,
      "window" = excluded."window"
    returning count, (${windowSeconds}::int - mod(floor(extract(epoch from now()))::bigint, ${windowSeconds}::int))::int as reset`;
  const { count, reset } = row ?? { count: 1, reset: windowSeconds };
  if (count > limit) {
    throw new AppError("rate_limited", "request.tooMany", {
      params: { limit, seconds: reset },
      details: { retryAfter: reset, limit },
    });
  }
  return rateLimitHeaders(limit, limit - count, reset);
}

/**
 * The headers that say how much is left, in both forms that clients read: apart, as up to
 * draft-ietf-httpapi-ratelimit-headers-06, and in one, as in its draft 07.
 */
export function rateLimitHeaders(limit: number, remaining: number, reset: number) {
  return {
    "ratelimit-policy": `${limit};w=${windowSeconds}`,
    ratelimit: `limit=${limit}, remaining=${remaining}, reset=${reset}`,
    "ratelimit-limit": String(limit),
    "ratelimit-remaining": String(remaining),
    "ratelimit-reset": String(reset),
  };
}
