import { randomUUID } from "node:crypto";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { requestLocale } from "@/i18n/request-locale";
import type { OperatorContext } from "@/lib/context";
import { toNormalForm } from "@/lib/core/normal-form";
import { sendHintsAfter } from "@/lib/request/send-hints";
import type { ActionResult } from "./action-result";
import { pageContext } from "./page-context";
import { inLanguage, toAppError } from "./problem";

/** A server action of a verb: signed-in operator, parsed input, errors as texts for the form. */
export function action<S extends z.ZodType, T>(
  schema: S,
  handler: (ctx: OperatorContext, input: z.output<S>) => Promise<T>,
) {
  return async (input: z.input<S>): Promise<ActionResult<T>> => {
    const requestId = randomUUID();
    try {
      const ctx = { ...(await pageContext()), requestId };
      return { ok: true, data: await handler(ctx, schema.parse(toNormalForm(input))) };
    } catch (error) {
      // Next's own: somebody who is not signed in goes to the sign-in page.
      unstable_rethrow(error);
      const known = toAppError(error, requestId);
      const { message, fields = [] } = inLanguage(known, await requestLocale());
      return { ok: false, error: { code: known.code, message, fields } };
    } finally {
      sendHintsAfter();
    }
  };
}
