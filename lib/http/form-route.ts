import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { db } from "@/db/client";
import { actorFromRequest } from "@/lib/auth/actor-from-request";
import type { OperatorContext } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { clientIp } from "@/lib/peer/client-ip";
import { localeOf } from "./locale-of";
import { problem, toAppError } from "./problem";
import { readBody, storable } from "./read-input";

/** A route that takes an HTML form's body, as pusher-js sends it. */
export function formRoute<S extends z.ZodType>(
  schema: S,
  handler: (ctx: OperatorContext, form: z.output<S>) => Promise<unknown>,
) {
  return async function handle(request: Request): Promise<Response> {
    const requestId = randomUUID();
    try {
      const actor = await actorFromRequest(request);
      if (!actor) throw new AppError("unauthenticated", "request.signIn");
      const ctx = { actor, db: db(), requestId, ip: clientIp(request.headers) };
      const form = schema.parse(
        storable(Object.fromEntries(new URLSearchParams(await readBody(request)))),
      );
      return Response.json(await handler(ctx, form), { headers: { "cache-control": "no-store" } });
    } catch (error) {
      return problem(toAppError(error, requestId), requestId, { locale: localeOf(request) });
    }
  };
}
