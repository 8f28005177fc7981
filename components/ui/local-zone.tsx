"use client";

import { NextIntlClientProvider, useLocale, useTimeZone } from "next-intl";
import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { timeZoneCookie } from "@/i18n/time-zone";

/**
 * Every time below is in the reader's zone. The server learns it from a cookie, so that both write
 * the same; only a first visit begins with what the server guessed.
 */
export function LocalZone({ children }: { children: ReactNode }) {
  const locale = useLocale();
  const guessed = useTimeZone() ?? "UTC";
  const zone = useSyncExternalStore(never, browserZone, () => guessed);
  useEffect(() => {
    if (zone === guessed) return;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs https
    document.cookie = `${timeZoneCookie}=${zone}; path=/; max-age=31536000; samesite=lax`;
  }, [zone, guessed]);
  return (
    <NextIntlClientProvider locale={locale} timeZone={zone}>
      {children}
    </NextIntlClientProvider>
  );
}

const never = () => () => {};
const browserZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;
