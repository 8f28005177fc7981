import { chooseLocale, type Locale, localeCookie } from "@/i18n/locales";

/** The language of a request's refusals: a browser's as its screens, a program's English unless it asks for Russian. */
export function localeOf(request: Request): Locale {
  const cookies = request.headers.get("cookie") ?? "";
  const language = request.headers.get("accept-language");
  const chosen = new RegExp(`(?:^|;\\s*)${localeCookie}=(\\w+)`).exec(cookies)?.[1];
  const isBrowser = /session-token/.test(cookies);
  return chooseLocale(chosen, isBrowser ? language : `${language ?? ""},en`);
}
