import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { db } from "@/db/client";
import { actorFromRequest } from "@/lib/auth/actor-from-request";
import type { OperatorContext } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { clientIp } from "./client-ip";
import { type Declaration, declare } from "./declare";
import { onceForKey } from "./idempotency";
import { localeOf } from "./locale-of";
import { problem, toAppError } from "./problem";
import { countRequest } from "./rate-limit";
import { assertStorable, parseJson, readBody } from "./read-input";

type Shape<S> = S extends z.ZodType ? z.output<S> : undefined;

type NextContext = { params: Promise<Record<string, string | string[] | undefined>> };

/**
 * A route handler for the team: authenticates (bearer or cookie), counts, parses, runs, shapes;
 * every error is problem+json. Cookies alone are believed only from our own pages. POST takes
 * Idempotency-Key. A handler that answers a `Response` (a file) is passed on as it is.
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
  async function handle(request: Request, next: NextContext): Promise<Response> {
    const requestId = randomUUID();
    try {
      const actor = await actorFromRequest(request);
      if (!actor) throw new AppError("unauthenticated", "Sign in, or send a valid bearer token.");
      if (actor.via === "session") assertOwnPage(request);
      const limits = await countRequest(actor);
      const ctx = { actor, db: db(), requestId, ip: clientIp(request.headers) };
      const text = declaration.body ? await readBody(request) : "";
      const input = {
        params: declaration.params?.parse(assertStorable(await next.params)) as Shape<P>,
        query: declaration.query?.parse(assertStorable(queryOf(request))) as Shape<Q>,
        body: declaration.body?.parse(assertStorable(parseJson(text))) as Shape<B>,
      };
      const status = declaration.status ?? (declaration.response ? 200 : 204);
      const run = async () => ({ status, body: (await handler(ctx, input)) ?? null });
      const key = request.method === "POST" ? request.headers.get("idempotency-key") : null;
      const identity = `${request.method} ${new URL(request.url).pathname.replace(/\/$/, "")}\n${text}`;
      const answer = key ? await onceForKey(ctx, key, identity, run) : await run();
      return respond(answer, { ...limits, "x-request-id": requestId });
    } catch (error) {
      return problem(toAppError(error, requestId, localeOf(request)), requestId);
    }
  }
  return declare(declaration, handle);
}

// A page of another site can make a browser send our cookie, but not with our own origin.
function assertOwnPage(request: Request) {
  if (["GET", "HEAD"].includes(request.method)) return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin") ?? "";
  const isOwn = site
    ? site === "same-origin"
    : URL.canParse(origin) && new URL(origin).host === request.headers.get("host");
  if (!isOwn) throw new AppError("forbidden", "This request did not come from our own page.");
}

function queryOf(request: Request): Record<string, string> {
  return Object.fromEntries(new URL(request.url).searchParams);
}

function respond(
  { status, body }: { status: number; body: unknown },
  headers: Record<string, string>,
): Response {
  if (body instanceof Response) {
    for (const [name, value] of Object.entries(headers)) body.headers.set(name, value);
    return body;
  }
  const all = { ...headers, "cache-control": "no-store" };
  return status === 204
    ? new Response(null, { status, headers: all })
    : Response.json(body, { status, headers: all });
}
