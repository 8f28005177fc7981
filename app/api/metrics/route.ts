import { randomUUID } from "node:crypto";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import { secretsEqual } from "@/lib/core/ids";
import { problem } from "@/lib/http/problem";
import { metricsText } from "@/lib/http/watch/metrics";
import { isFromNearby } from "@/lib/peer/direct-peer";

export const dynamic = "force-dynamic";

/** Prometheus text: with METRICS_TOKEN for its bearer, without it for direct callers from nearby. */
export async function GET(request: Request): Promise<Response> {
  const token = env().METRICS_TOKEN;
  if (token) {
    const given = /^Bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
    if (!given || !secretsEqual(given, token)) {
      const error = new AppError("unauthenticated", "request.metricsToken");
      return problem(error, randomUUID());
    }
  } else if (!isFromNearby(request.headers)) {
    return problem(new AppError("forbidden", "request.metricsNotNearby"), randomUUID());
  }
  const { text, contentType } = await metricsText();
  return new Response(text, { headers: { "content-type": contentType } });
}
