"use client";

import { useNow, useTranslations } from "next-intl";
import { clockOf } from "./clock-of";

/** How long a recording lasts so far. */
export function RecordingTime({ since }: { since: number }) {
  const t = useTranslations("chat");
  const now = useNow({ updateInterval: 500 });
  return (
    <span role="timer" aria-label={t("recording")} className="tabular-nums">
      {clockOf((now.getTime() - since) / 1000)}
    </span>
  );
}
