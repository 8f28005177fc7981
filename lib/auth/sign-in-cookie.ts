import { env } from "@/lib/core/env";

/** The browser's secret of a sign-in under way (HttpOnly, five minutes). */
export const browserCookie = "sign_in_secret";

/** Whether browsers may send our cookies over https only: by the address people open, not by a header. */
export const hasSecureCookies = () => new URL(env().APP_URL).protocol === "https:";
