import type { Locale } from "@/i18n/locales";
import russian from "./refusals.ru.json";

type Pattern = { test: RegExp; words: string };

let patterns: Pattern[] | undefined;

/**
 * A refusal of ours in the reader's language. Refusals are written in English where they are thrown;
 * `refusals.ru.json` has each in Russian, `{1}` standing for what differs. One that is not
 * there stays as it is.
 */
export function translateRefusal(text: string, locale: Locale): string {
  if (locale === "en") return text;
  const whole = (russian as Record<string, string>)[text];
  if (whole) return whole;
  patterns ??= compile();
  for (const { test, words } of patterns) {
    const found = test.exec(text);
    if (found) return words.replace(/\{(\d)\}/g, (_, at) => found[Number(at)] ?? "");
  }
  return text;
}

function compile(): Pattern[] {
  return Object.entries(russian)
    .filter(([text]) => text.includes("{1}"))
    .map(([text, words]) => {
      const escaped = text.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\d\}/g, "(.+?)");
      return { test: new RegExp(`^${escaped}$`, "s"), words };
    });
}
