import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { db } from "@/db/client";
import type { Locale } from "@/i18n/locales";
import { actorFromRequest } from "@/lib/auth/actor-from-request";
import type { OperatorContext } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { clientIp } from "@/lib/peer/client-ip";
import { sendHintsAfter } from "@/lib/request/send-hints";
import { type Declaration, declare } from "./declare";
import { onceForKey } from "./idempotency";
import { localeOf } from "./locale-of";
import { problem, toAppError } from "./problem";
import { countRequest } from "./rate-limit";
import { parseJson, readBody, storable } from "./read-input";

type Shape<S> = S extends z.ZodType ? z.output<S> : undefined;

type NextContext = { params: Promise<Record<string, string | string[] | undefined>> };

/**
 * A route handler for the team: authenticates (bearer or cookie), counts, parses, runs, shapes;
 * every error is problem+json. Cookies alone are believed only from our own pages. POST takes
 * Idempotency-Key; `mark` is the same in each run for one key. A handler that returns a `Response` (a file) is passed on as it is.
 */
export function route<
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  declaration: Declaration<P, Q, B>,
  handler: (
    ctx: OperatorContext,
    input: {
      params: Shape<P>;
      query: Shape<Q>;
      body: Shape<B>;
      /** The reader's language, for what is written into a response that is no refusal. */
      locale: Locale;
      mark?: string;
    },
  ) => Promise<unknown>,
) {
  async function handle(request: Request, next: NextContext): Promise<Response> {
    const requestId = randomUUID();
    let limits: Record<string, string> = {};
    try {
      const actor = await actorFromRequest(request);
      if (!actor) throw new AppError("unauthenticated", "request.signInOrToken");
      if (actor.via === "session") assertOwnPage(request);
      limits = await countRequest(actor);
      const ctx = { actor, db: db(), requestId, ip: clientIp(request.headers) };
      const text = declaration.body ? await readBody(request) : "";
      const input = {
        params: declaration.params?.parse(storable(await next.params)) as Shape<P>,
        query: declaration.query?.parse(storable(queryOf(request))) as Shape<Q>,
        body: declaration.body?.parse(storable(parseJson(text))) as Shape<B>,
        locale: localeOf(request),
      };
      const status = declaration.status ?? (declaration.response ? 200 : 204);
      const run = async (mark?: string) => ({
        status,
        body: (await handler(ctx, { ...input, ...(mark ? { mark } : {}) })) ?? null,
      });
      const key = request.method === "POST" ? request.headers.get("idempotency-key") : null;
      const { pathname, search } = new URL(request.url);
      const identity = `${request.method} ${pathname.replace(/\/$/, "")}${search}\n${text}`;
      const answer = key ? await onceForKey(ctx, key, identity, run) : await run();
      return respond(answer, { ...limits, "x-request-id": requestId });
    } catch (error) {
      const reader = { locale: localeOf(request), headers: limits };
      return problem(toAppError(error, requestId), requestId, reader);
    } finally {
      sendHintsAfter();
    }
  }
  return declare(declaration, handle);
}

// A page of another site can make a browser send our cookie, but not without saying so: one of the
// two headers comes with every changing request of a browser (pkg.go.dev/net/http#CrossOriginProtection).
function assertOwnPage(request: Request) {
  if (["GET", "HEAD"].includes(request.method)) return;
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const isOwn = site
    ? ["same-origin", "none"].includes(site)
    : origin === null ||
      (URL.canParse(origin) && new URL(origin).host === request.headers.get("host"));
  if (!isOwn) throw new AppError("forbidden", "request.foreignPage");
}

// An empty filter is none, as a form or a script with an unset variable sends it. Only where nothing
// is changed: an empty `confirm` must not be taken for a missing one.
function queryOf(request: Request): Record<string, string> {
  const all = [...new URL(request.url).searchParams];
  const isRead = ["GET", "HEAD"].includes(request.method);
  return Object.fromEntries(isRead ? all.filter(([, value]) => value !== "") : all);
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
