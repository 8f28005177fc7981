"use client";

import { useLocale } from "next-intl";
import { useEffect, useState } from "react";
import { chooseLocale } from "@/i18n/locales";

/** A reason that is kept in English, in the reader's language; the dictionary loads when one is shown. */
export function useReason(text: string | null): string {
  const locale = chooseLocale(useLocale(), null);
  const [words, setWords] = useState(text ?? "");
  useEffect(() => {
    let isShown = true;
    setWords(text ?? "");
    if (!text || locale === "en") return;
    void import("@/lib/core/refusals").then(({ translateRefusal }) => {
      if (isShown) setWords(translateRefusal(text, locale));
    });
    return () => {
      isShown = false;
    };
  }, [text, locale]);
  return words;
}
