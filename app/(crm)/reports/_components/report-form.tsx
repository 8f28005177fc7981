"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useState, useTransition } from "react";
import { useTimeZone } from "@/components/charts/use-time-zone";
import { Button } from "@/components/ui/button";
import { NameOptions } from "@/components/ui/field";
import { Input, NativeSelect } from "@/components/ui/input";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import { addDays, dayOf } from "@/lib/core/days";

const presets = { days7: 7, days30: 30, days90: 90 } as const;

/** Days, grouping and department of the next report; what was chosen stays after a refusal. */
export function ReportForm({
  departments,
  isOwnOnly,
  onMade,
}: {
  departments: { id: number; name: string }[];
  isOwnOnly: boolean;
  onMade: () => void;
}) {
  const t = useTranslations("reports");
  const timeZone = useTimeZone();
  // The overview's figures lead here with their days and department.
  const params = useSearchParams();
  const [from, setFrom] = useState(params.get("from") ?? "");
  const [to, setTo] = useState(params.get("to") ?? "");
  const [groupBy, setGroupBy] = useState("operator");
  const [department, setDepartment] = useState(params.get("department_id") ?? "");
  const [refusal, setRefusal] = useState<string>();
  const [isPending, startTransition] = useTransition();
  const today = timeZone ? dayOf(new Date(), timeZone) : "";

  function choose(days: number) {
    setFrom(addDays(today, 1 - days));
    setTo(today);
  }
  useEffect(() => {
    if (!today) return;
    setFrom((before) => before || addDays(today, -6));
    setTo((before) => before || today);
  }, [today]);

  function submit(event: FormEvent) {
    event.preventDefault();
    startTransition(async () => {
      try {
        const body = {
          group_by: groupBy,
          from_day: from,
          to_day: to,
          time_zone: timeZone ?? "UTC",
          ...(department ? { department_id: Number(department) } : {}),
        };
        await callApi("/api/reports/", { method: "POST", body });
        setRefusal(undefined);
        onMade();
      } catch (error) {
        const field = error instanceof ApiError ? error.fields[0]?.message : undefined;
        setRefusal(field ?? ((error as Error).message || t("actFailed")));
      }
    });
  }

  return (
    <form
      onSubmit={submit}
      className="grid shrink-0 grid-cols-2 gap-2 border-b px-4 py-2 sm:flex sm:flex-wrap sm:items-center"
    >
      <div className="col-span-2 flex gap-1">
        {(Object.keys(presets) as (keyof typeof presets)[]).map((name) => {
          const isChosen = to === today && today && from === addDays(today, 1 - presets[name]);
          return (
            <Button
              key={name}
              variant={isChosen ? "outline" : "ghost"}
              aria-pressed={Boolean(isChosen)}
              onClick={() => choose(presets[name])}
            >
              {t(name)}
            </Button>
          );
        })}
      </div>
      <Input
        type="date"
        required
        className="sm:w-36"
        aria-label={t("from")}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <Input
        type="date"
        required
        className="sm:w-36"
        aria-label={t("to")}
        value={to}
        onChange={(event) => setTo(event.target.value)}
      />
      {isOwnOnly ? null : (
        <NativeSelect
          className="sm:w-44"
          aria-label={t("groupBy")}
          value={groupBy}
          onChange={(event) => setGroupBy(event.target.value)}
        >
          <option value="operator">{t("operator")}</option>
          <option value="department">{t("department")}</option>
        </NativeSelect>
      )}
      {departments.length > 0 ? (
        <NativeSelect
          className="sm:w-44"
          aria-label={t("departmentFilter")}
          value={department}
          onChange={(event) => setDepartment(event.target.value)}
        >
          <option value="">{t("anyDepartment")}</option>
          <NameOptions of={departments} />
        </NativeSelect>
      ) : null}
      <Button type="submit" className="col-span-2" disabled={isPending || !from || !to}>
        {t("make")}
      </Button>
      {refusal ? (
        <p role="alert" className="col-span-2 w-full text-destructive text-secondary">
          {refusal}
        </p>
      ) : null}
    </form>
  );
}
