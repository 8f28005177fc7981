import { createTranslator } from "use-intl/core";
import type { Locale } from "@/i18n/locales";
import en from "@/messages/refusals/en.json";
import ru from "@/messages/refusals/ru.json";
import type { Notice, Params } from "./reason";

/** A refusal's text in the reader's language; English is the API's. */
export function refusalText({ reason, params }: Notice, locale: Locale = "en"): string {
  return translators[locale](reason, params);
}

/** The same of a field's refusal, where `english` is zod's own wording. */
export function fieldText(
  { english, ...why }: Notice & { english?: string },
  locale: Locale,
): string {
  return (locale === "en" ? english : undefined) ?? refusalText(why, locale);
}

const translators = { en: translator("en", en), ru: translator("ru", ru) };

// Which values a text names is known by its code alone: a test renders all of them.
function translator(locale: Locale, messages: typeof en) {
  return createTranslator({ locale, messages }) as (reason: string, params: Params) => string;
}
