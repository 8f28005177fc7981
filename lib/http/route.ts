import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { db } from "@/db/client";
import { actorFromRequest } from "@/lib/auth/actor-from-request";
import type { OperatorContext } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { clientIp } from "./client-ip";
import { onceForKey } from "./idempotency";
import { problem, toAppError } from "./problem";

type Shape<S> = S extends z.ZodType ? z.output<S> : undefined;

/** What a route declares; its input is parsed by these schemas before the handler runs. */
export type Declaration<P, Q, B> = {
  summary: string;
  params?: P;
  query?: Q;
  body?: B;
  /** The schema of the answer; absent: 204 without a body. */
  response?: z.ZodType;
  /** 201 for what makes something. */
  status?: 200 | 201 | 204;
};

type NextContext = { params: Promise<Record<string, string | string[] | undefined>> };

/**
 * A route handler for the team: authenticates (bearer or cookie), parses, runs, shapes; every error
 * is problem+json. Cookies alone are believed only from our own pages. POST takes Idempotency-Key.
 */
export function route<
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  declaration: Declaration<P, Q, B>,
  handler: (
    ctx: OperatorContext,
    input: { params: Shape<P>; query: Shape<Q>; body: Shape<B> },
  ) => Promise<unknown>,
) {
  return async function handle(request: Request, next: NextContext): Promise<Response> {
    const requestId = randomUUID();
    try {
      const actor = await actorFromRequest(request);
      if (!actor) throw new AppError("unauthenticated", "Sign in, or send a valid bearer token.");
      if (actor.via === "session") assertOwnPage(request);
      const ctx = { actor, db: db(), requestId, ip: clientIp(request.headers) };
      const text = declaration.body ? await request.text() : "";
      const input = {
        params: declaration.params?.parse(await next.params) as Shape<P>,
        query: declaration.query?.parse(queryOf(request)) as Shape<Q>,
        body: declaration.body?.parse(parseJson(text)) as Shape<B>,
      };
      const status = declaration.status ?? (declaration.response ? 200 : 204);
      const run = async () => ({ status, body: (await handler(ctx, input)) ?? null });
      const key = request.method === "POST" ? request.headers.get("idempotency-key") : null;
      const identity = `${request.method} ${new URL(request.url).pathname.replace(/\/$/, "")}\n${text}`;
      const answer = key ? await onceForKey(ctx, key, identity, run) : await run();
      return json(answer, requestId);
    } catch (error) {
      return problem(toAppError(error, requestId), requestId);
    }
  };
}

// A page of another site can make a browser send our cookie, but not with our own origin.
function assertOwnPage(request: Request) {
  if (["GET", "HEAD"].includes(request.method)) return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const isOwn = site
    ? site === "same-origin"
    : origin !== null && new URL(origin).host === request.headers.get("host");
  if (!isOwn) throw new AppError("forbidden", "This request did not come from our own page.");
}

function queryOf(request: Request): Record<string, string> {
  return Object.fromEntries(new URL(request.url).searchParams);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("unreadable", "The body is not JSON.");
  }
}

function json({ status, body }: { status: number; body: unknown }, requestId: string): Response {
  const headers = { "x-request-id": requestId, "cache-control": "no-store" };
  return status === 204
    ? new Response(null, { status, headers })
    : Response.json(body, { status, headers });
}
