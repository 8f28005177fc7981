import { createTranslator } from "use-intl/core";
import type { Locale } from "@/i18n/locales";
import type { Params } from "./reason";

type TextOf = (said: { reason: string; params: Params }) => string | undefined;

/** A code may be newer than the texts that a browser has. */
type Lookup = { (code: string, params: Params): string; has(code: string): boolean };

/** The refusals' texts in one language, for browsers; undefined for a code that this version does not know. */
export async function loadTexts(locale: Locale): Promise<TextOf> {
  const { default: messages } =
    locale === "ru"
      ? await import("@/messages/refusals/ru.json")
      : await import("@/messages/refusals/en.json");
  const t = createTranslator({ locale, messages }) as Lookup;
  return ({ reason, params }) => (t.has(reason) ? t(reason, params) : undefined);
}
