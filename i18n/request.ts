import { cookies } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { requestLocale } from "./request-locale";
import { chooseTimeZone, timeZoneCookie } from "./time-zone";

export default getRequestConfig(async () => {
  const locale = await requestLocale();
  const messages = (await import(`../messages/${locale}.json`)).default;
  const timeZone = chooseTimeZone((await cookies()).get(timeZoneCookie)?.value);
  return { locale, messages, timeZone };
});
