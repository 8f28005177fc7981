"use client";

import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { isOvernight, type Span } from "@/lib/departments/hours";
import type { WorkingHours } from "@/lib/departments/schemas";
import { groupHours, type HoursGroup } from "./group-hours";
import { useDayName } from "./use-day-name";

/** Hours in one line: "Mon–Fri 09:00–18:00; Sat 18:00–02:00 the next day; Europe/Moscow". */
export function HoursLine({ hours }: { hours: WorkingHours }) {
  const t = useTranslations("settings.departments");
  const dayName = useDayName();
  const groups = groupHours(hours.days);
  if (isAlways(groups)) return t("alwaysOpen");
  if (groups.length === 0) return t("neverOpen");
  const spanInWords = (span: Span) => {
    const [from, to] = span;
    if (isWholeDay(span)) return t("wholeDay");
    if (isOvernight(span)) return t("overnight", { from, to });
    return `${from}–${to === "00:00" ? "24:00" : to}`;
  };
  const daysInWords = ({ from, to }: HoursGroup) =>
    (from === to ? [from] : [from, to]).map((day) => dayName(day, "short")).join("–");
  return (
    <>
      {groups.map((group) => (
        <Fragment key={group.from}>
          {`${daysInWords(group)}\u00a0`}
          {group.spans.map((span, at) => (
            <Fragment key={span[0]}>
              {/* A line may not break at the dash. */}
              <span className="whitespace-nowrap">{spanInWords(span)}</span>
              {at + 1 < group.spans.length ? ", " : "; "}
            </Fragment>
          ))}
        </Fragment>
      ))}
      {hours.time_zone}
    </>
  );
}

function isWholeDay([from, to]: Span): boolean {
  return from === "00:00" && to === "24:00";
}

function isAlways(groups: HoursGroup[]): boolean {
  const [group] = groups;
  return group?.from === "1" && group.to === "7" && group.spans.every(isWholeDay);
}
