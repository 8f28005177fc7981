import { cookies, headers } from "next/headers";
import { chooseLocale, type Locale, localeCookie } from "./locales";

/** The language of the screen that is being rendered, or whose action runs. */
export async function requestLocale(): Promise<Locale> {
  const cookie = (await cookies()).get(localeCookie)?.value;
  return chooseLocale(cookie, (await headers()).get("accept-language"));
}
