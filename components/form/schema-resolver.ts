import { toNestErrors } from "@hookform/resolvers";
import type { FieldError, FieldErrors, FieldValues, Resolver } from "react-hook-form";
import type { z } from "zod";
import type { Locale } from "@/i18n/locales";
import { checkInput } from "@/lib/api-client/check-input";

/** Checks a form's values as the API's schema will check its input; each field keeps its first error. */
export function schemaResolver<V extends FieldValues>(
  loadSchema: () => Promise<z.ZodType>,
  toInput: (values: V) => unknown,
  locale: Locale,
): Resolver<V> {
  return async (values, _context, options) => {
    const found = await checkInput(loadSchema, toInput(values), locale);
    if (found.length === 0) return { values, errors: {} };
    const errors: Record<string, FieldError> = {};
    for (const { field, message } of found) errors[field] ??= { type: "schema", message };
    return { values: {}, errors: toNestErrors(errors, options) as FieldErrors<V> };
  };
}
