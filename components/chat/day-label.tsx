"use client";

import { useFormatter } from "next-intl";
import { cn } from "@/components/ui/cn";

/** A day of the thread, in the reader's zone; the year only when it is another one. */
export function DayLabel({ at, className }: { at: string; className?: string }) {
  const format = useFormatter();
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const date = new Date(at);
  const isThisYear = date.getFullYear() === new Date().getFullYear();
  return (
    <p
      suppressHydrationWarning
      className={cn(
        "mx-auto w-fit rounded-full border bg-surface px-3 py-0.5 text-meta text-muted-foreground",
        className,
      )}
    >
      {format.dateTime(date, {
        day: "numeric",
        month: "long",
        ...(isThisYear ? {} : { year: "numeric" }),
        timeZone,
      })}
    </p>
  );
}
