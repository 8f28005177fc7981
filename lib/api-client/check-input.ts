import type { z } from "zod";
import type { Locale } from "@/i18n/locales";
import type { FieldError } from "@/lib/core/errors";
import { issueNotice } from "@/lib/core/refusals/issue-notice";
import { loadTexts } from "@/lib/core/refusals/load-texts";

/**
 * What the API's own schema says to a form's input, in the reader's language; zod and the texts load with
 * the first question. Without a network nothing is said here: the server is asked and says why.
 */
export async function checkInput(
  loadSchema: () => Promise<z.ZodType>,
  input: unknown,
  locale: Locale,
): Promise<FieldError[]> {
  const loaded = await Promise.all([loadSchema(), loadTexts(locale)]).catch(() => null);
  if (!loaded) return [];
  const [schema, textOf] = loaded;
  const issues = schema.safeParse(input).error?.issues ?? [];
  return issues.map((issue) => ({
    field: issue.path.join("."),
    message: textOf(issueNotice(issue)) ?? issue.message,
  }));
}
