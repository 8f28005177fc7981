"use client";

import { useFormatter, useNow, useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import { dayKind } from "./day-kind";

/** A day of the thread, in the reader's zone; the year only when it is another one. */
export function DayLabel({ at, className }: { at: string; className?: string }) {
  const t = useTranslations("chat");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const date = new Date(at);
  const kind = dayKind(date, now);
  const isThisYear = date.getFullYear() === now.getFullYear();
  return (
    <p
      suppressHydrationWarning
      className={cn(
        "mx-auto w-fit rounded-full border bg-surface px-3 py-0.5 text-meta text-muted-foreground",
        className,
      )}
    >
      {kind === "other"
        ? format.dateTime(date, {
            day: "numeric",
            month: "long",
            ...(isThisYear ? {} : { year: "numeric" }),
          })
        : kind === "today"
          ? t("today")
          : t("yesterday")}
    </p>
  );
}
