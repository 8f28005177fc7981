"use client";

import { useTranslations } from "next-intl";

/** Seconds as one number with its unit, in the reader's language; a dash for none. */
export function useDuration(): (seconds: number | null) => string {
  const t = useTranslations("dashboard");
  return (seconds) => {
    if (seconds === null) return "—";
    if (seconds < 90) return t("seconds", { count: Math.round(seconds) });
    if (seconds < 5400) return t("minutes", { count: Math.round(seconds / 60) });
    if (seconds < 129_600) return t("hours", { count: Math.round(seconds / 360) / 10 });
    return t("days", { count: Math.round(seconds / 8640) / 10 });
  };
}
