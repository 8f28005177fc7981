"use client";

import { useFormatter, useNow } from "next-intl";

/** How long ago something was, in words, ticking each minute; the exact time is in the title. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const date = new Date(at);
  return (
    <time
      dateTime={at}
      className={className}
      suppressHydrationWarning
      title={format.dateTime(date, { dateStyle: "long", timeStyle: "short" })}
    >
      {format.relativeTime(date, now)}
    </time>
  );
}
