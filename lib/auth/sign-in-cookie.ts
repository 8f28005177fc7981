/** The browser's secret of a sign-in under way (HttpOnly, five minutes). */
export const browserCookie = "sign_in_secret";
