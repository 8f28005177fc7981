"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";

const steps = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** How long someone has waited, short ("41 min"), ticking each minute. */
export function WaitTime({ since, className }: { since: string; className?: string }) {
  const t = useTranslations("common");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const seconds = Math.max(60, (now.getTime() - Date.parse(since)) / 1000);
  const [unit, size] = steps.find(([, length]) => seconds >= length) ?? steps[2];
  const words = format.number(Math.floor(seconds / size), {
    style: "unit",
    unit,
    unitDisplay: "short",
  });
  return (
    <time
      dateTime={since}
      className={className}
      suppressHydrationWarning
      title={t("waitsSince", {
        at: format.dateTime(new Date(since), { dateStyle: "long", timeStyle: "short" }),
      })}
    >
      {words}
    </time>
  );
}
