import type { z } from "zod";
import { requestLocale } from "@/i18n/request-locale";
import type { OperatorContext } from "@/lib/context";
import type { ActionResult } from "./action-result";
import { pageContext } from "./page-context";
import { toAppError } from "./problem";

/** A server action of a verb: signed-in operator, parsed input, errors as words for the form. */
export function action<S extends z.ZodType, T>(
  schema: S,
  handler: (ctx: OperatorContext, input: z.output<S>) => Promise<T>,
) {
  return async (input: z.input<S>): Promise<ActionResult<T>> => {
    const ctx = await pageContext();
    try {
      return { ok: true, data: await handler(ctx, schema.parse(input)) };
    } catch (error) {
      const { code, message, details } = toAppError(error, ctx.requestId, await requestLocale());
      return { ok: false, error: { code, message, fields: details.fields ?? [] } };
    }
  };
}
