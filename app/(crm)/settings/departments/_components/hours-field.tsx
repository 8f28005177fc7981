"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { maxSpans, type Span, spansOf, type Weekday, weekdays } from "@/lib/departments/hours";
import { openState } from "@/lib/departments/open-times";
import type { WorkingHours } from "@/lib/departments/schemas";
import { goesToSubmit } from "./goes-to-submit";
import { SpanRow } from "./span-row";
import { faultsOf, isKnownZone, nextSpan, readHours, type SpanFault } from "./typed-hours";
import { useDayName } from "./use-day-name";

const usual: Span = ["09:00", "18:00"];

/** Working hours per weekday, one span or several; off means around the clock. */
export function HoursField({
  value,
  isAsked,
  onChange,
}: {
  value: WorkingHours | null;
  /** Whether saving was tried. */
  isAsked: boolean;
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
      {value ? <Week value={value} isAsked={isAsked} onChange={onChange} /> : null}
    </fieldset>
  );
}

function Week({
  value,
  isAsked,
  onChange,
}: {
  value: WorkingHours;
  isAsked: boolean;
  onChange: (value: WorkingHours) => void;
}) {
  const hours = readHours(value);
  const faults = faultsOf(hours);
  return (
    <>
      <ZoneField
        value={value.time_zone}
        isAsked={isAsked}
        onChange={(time_zone) => onChange({ ...value, time_zone })}
      />
      <div className="grid gap-1">
        {weekdays.map((day) => (
          <DayHours
            key={day}
            day={day}
            spans={spansOf(value.days[day])}
            faults={faults.filter((fault) => fault.day === day)}
            isAsked={isAsked}
            onChange={(spans) => onChange({ ...value, days: { ...value.days, [day]: spans } })}
          />
        ))}
      </div>
      {faults.length === 0 && isKnownZone(hours.time_zone) ? <StateNow hours={hours} /> : null}
    </>
  );
}

function ZoneField({
  value,
  isAsked,
  onChange,
}: {
  value: string;
  isAsked: boolean;
  onChange: (zone: string) => void;
}) {
  const t = useTranslations("settings.departments");
  const [isTyping, setIsTyping] = useState(false);
  const isShown = value.trim() !== "" && (isAsked || !isTyping);
  const isWrong = isShown && !isKnownZone(value.trim());
  return (
    <Field id="hours-zone" label={t("timeZone")}>
      <Input
        id="hours-zone"
        list="hours-zones"
        required
        autoComplete="off"
        aria-invalid={isWrong}
        {...(isWrong ? { "aria-describedby": "hours-zone-error" } : {})}
        value={value}
        onChange={(event) => {
          setIsTyping(true);
          onChange(event.target.value);
        }}
        onBlur={(event) => setIsTyping(isTyping && goesToSubmit(event))}
        onKeyDown={(event) => {
          if (event.key === "Enter") setIsTyping(false);
        }}
      />
      <datalist id="hours-zones">
        {["UTC", ...Intl.supportedValuesOf("timeZone")].map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      {isWrong ? (
        <p id="hours-zone-error" role="alert" className="text-destructive text-meta">
          {t("timeZoneWrong")}
        </p>
      ) : null}
    </Field>
  );
}

function DayHours({
  day,
  spans,
  faults,
  isAsked,
  onChange,
}: {
  day: Weekday;
  spans: Span[];
  faults: SpanFault[];
  isAsked: boolean;
  onChange: (spans: Span[]) => void;
}) {
  const t = useTranslations("settings.departments");
  const dayName = useDayName();
  const name = dayName(day, "long");
  return (
    <div className="flex items-start gap-2 text-secondary">
      <label className="flex min-h-8 w-14 shrink-0 items-center gap-2 pointer-coarse:min-h-11 sm:w-36">
        <input
          type="checkbox"
          className="size-4 shrink-0 accent-primary"
          aria-label={name}
          checked={spans.length > 0}
          onChange={(event) => onChange(event.target.checked ? [usual] : [])}
        />
        <span aria-hidden="true" className="first-letter:uppercase sm:hidden">
          {dayName(day, "short")}
        </span>
        <span aria-hidden="true" className="hidden truncate first-letter:uppercase sm:block">
          {name}
        </span>
      </label>
      {spans.length > 0 ? (
        <div className="grid gap-1">
          {spans.map((span, at) => (
            <SpanRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a span is its place until it is saved
              key={at}
              id={`hours-${day}-${at}`}
              day={name}
              span={span}
              fault={faults.find((fault) => fault.at === at)}
              isAsked={isAsked}
              onChange={(changed) => onChange(spans.with(at, changed))}
              onRemove={spans.length > 1 ? () => onChange(spans.toSpliced(at, 1)) : undefined}
              onAdd={
                at === 0 && spans.length < maxSpans
                  ? () => onChange([...spans, nextSpan(spans)])
                  : undefined
              }
            />
          ))}
        </div>
      ) : (
        <span className="flex min-h-8 items-center text-muted-foreground pointer-coarse:min-h-11">
          {t("closed")}
        </span>
      )}
    </div>
  );
}

/** What the hours mean at this moment: the quickest way to see a wrong zone or a span of the wrong day. */
function StateNow({ hours }: { hours: WorkingHours }) {
  const t = useTranslations("settings.departments");
  const format = useFormatter();
  const now = new Date();
  const { isOpen, changesAt } = openState(hours, now);
  const moment = (at: Date) =>
    format.dateTime(at, {
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone: hours.time_zone,
    });
  const values = { now: moment(now), at: changesAt ? moment(changesAt) : "" };
  const ending = changesAt ? "until" : "always";
  return (
    <p className="text-meta text-muted-foreground">
      {t(isOpen ? `openNow.${ending}` : `closedNow.${ending}`, values)}
    </p>
  );
}

function usualHours(): WorkingHours {
  return {
    time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    days: { "1": usual, "2": usual, "3": usual, "4": usual, "5": usual },
  };
}
