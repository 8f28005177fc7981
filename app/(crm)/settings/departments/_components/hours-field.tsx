"use client";

import { useLocale, useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { WorkingHours } from "@/lib/departments/schemas";

const weekdays = ["1", "2", "3", "4", "5", "6", "7"] as const;
type Weekday = (typeof weekdays)[number];

/** Working hours per weekday; off means around the clock. */
export function HoursField({
  value,
  onChange,
}: {
  value: WorkingHours | null;
  onChange: (value: WorkingHours | null) => void;
}) {
  const t = useTranslations("settings.departments");
  return (
    <fieldset className="grid gap-2">
      <label className="flex min-h-8 items-center gap-2 text-secondary pointer-coarse:min-h-11">
        <input
          type="checkbox"
          className="size-4 accent-primary"
          checked={value !== null}
          onChange={(event) => onChange(event.target.checked ? usualHours() : null)}
        />
        {t("hoursOn")}
      </label>
      {value ? (
        <>
          <Field id="hours-zone" label={t("timeZone")}>
            <Input
              id="hours-zone"
              list="hours-zones"
              required
              value={value.time_zone}
              onChange={(event) => onChange({ ...value, time_zone: event.target.value })}
            />
            <datalist id="hours-zones">
              {Intl.supportedValuesOf("timeZone").map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </Field>
          {weekdays.map((day) => (
            <DayHours
              key={day}
              day={day}
              span={value.days[day]}
              onChange={(span) => onChange({ ...value, days: withDay(value.days, day, span) })}
            />
          ))}
        </>
      ) : null}
    </fieldset>
  );
}

function DayHours({
  day,
  span,
  onChange,
}: {
  day: Weekday;
  span: [string, string] | undefined;
  onChange: (span: [string, string] | undefined) => void;
}) {
  const t = useTranslations("settings.departments");
  const name = dayName(useLocale(), day);
  return (
    <div className="flex min-h-8 items-center gap-2 text-secondary">
      <label className="flex w-32 shrink-0 items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-primary"
          checked={span !== undefined}
          onChange={(event) => onChange(event.target.checked ? ["09:00", "18:00"] : undefined)}
        />
        <span className="truncate">{name}</span>
      </label>
      {span ? (
        <>
          <Input
            type="time"
            required
            aria-label={t("from", { day: name })}
            value={span[0]}
            onChange={(event) => onChange([event.target.value, span[1]])}
          />
          <span aria-hidden="true">–</span>
          <Input
            type="time"
            required
            aria-label={t("to", { day: name })}
            value={span[1]}
            onChange={(event) => onChange([span[0], event.target.value])}
          />
        </>
      ) : (
        <span className="text-muted-foreground">{t("closed")}</span>
      )}
    </div>
  );
}

function withDay(
  days: WorkingHours["days"],
  day: Weekday,
  span: [string, string] | undefined,
): WorkingHours["days"] {
  const { [day]: _old, ...others } = days;
  return span ? { ...others, [day]: span } : others;
}

function usualHours(): WorkingHours {
  const span: [string, string] = ["09:00", "18:00"];
  return {
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    days: { "1": span, "2": span, "3": span, "4": span, "5": span },
  };
}

function dayName(locale: string, day: Weekday): string {
  // 1 January 2024 was a Monday.
  const date = new Date(Date.UTC(2024, 0, Number(day)));
  return new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(date);
}
