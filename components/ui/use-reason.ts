"use client";

import { useLocale } from "next-intl";
import { useEffect, useState } from "react";
import { chooseLocale } from "@/i18n/locales";
import type { Failure } from "@/lib/core/schemas";

/** Why something failed, in the reader's language by its code; the texts load when one is shown. */
export function useReason({
  failure_reason: text,
  failure,
}: {
  failure_reason: string | null;
  failure: Failure | null;
}): string {
  const locale = chooseLocale(useLocale(), null);
  const [shown, setShown] = useState(text ?? "");
  useEffect(() => {
    let isShown = true;
    setShown(text ?? "");
    if (!failure) return;
    void import("@/lib/core/refusals/load-texts")
      .then(({ loadTexts }) => loadTexts(locale))
      .then((textOf) => {
        if (isShown) setShown(textOf(failure) ?? text ?? "");
      })
      // Without the texts the English reason stays.
      .catch(() => undefined);
    return () => {
      isShown = false;
    };
  }, [text, failure, locale]);
  return shown;
}
