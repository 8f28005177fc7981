export const locales = ["ru", "en"] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = "ru";
export const localeCookie = "locale";

/** Our language for a cookie or an Accept-Language header; Russian when nothing fits. */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  const wanted = [cookie, ...(acceptLanguage ?? "").split(",")];
  for (const entry of wanted) {
    const language = entry?.trim().slice(0, 2).toLowerCase();
    const match = locales.find((locale) => locale === language);
    if (match) return match;
  }
  return defaultLocale;
}
