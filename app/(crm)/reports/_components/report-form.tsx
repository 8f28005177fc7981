"use client";

import { useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useTimeZone } from "@/components/charts/use-time-zone";
import { optionalId, useSchemaForm } from "@/components/form/use-schema-form";
import { Button } from "@/components/ui/button";
import { FieldFault, FormError, NameOptions } from "@/components/ui/field";
import { Input, NativeSelect } from "@/components/ui/input";
import { callApi } from "@/lib/api-client/call-api";
import { addDays, dayOf } from "@/lib/core/days";
import type { RequestReport } from "@/lib/reports/schemas";

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
  const { form, props, field, control, error, isPending } = useSchemaForm({
    id: "report",
    schema: async () => (await import("@/lib/reports/schemas")).requestReportSchema,
    defaults: {
      group_by: "operator" as RequestReport["group_by"],
      from_day: params.get("from") ?? "",
      to_day: params.get("to") ?? "",
      department_id: Number(params.get("department_id")) || null,
    },
    toInput: ({ department_id, ...values }) => ({
      ...values,
      time_zone: timeZone ?? "UTC",
      ...(department_id ? { department_id } : {}),
    }),
    refreshes: false,
    async save(body) {
      await callApi("/api/reports/", { method: "POST", body });
      onMade();
    },
  });
  const { getValues, setValue } = form;
  const [from, to] = form.watch(["from_day", "to_day"]);
  const today = timeZone ? dayOf(new Date(), timeZone) : "";

  function choose(days: number) {
    setValue("from_day", addDays(today, 1 - days));
    setValue("to_day", today);
    form.clearErrors();
  }
  useEffect(() => {
    if (!today) return;
    if (!getValues("from_day")) setValue("from_day", addDays(today, -6));
    if (!getValues("to_day")) setValue("to_day", today);
  }, [today, getValues, setValue]);

  return (
    <form
      {...props}
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
        {...control("from_day")}
      />
      <Input type="date" required className="sm:w-36" aria-label={t("to")} {...control("to_day")} />
      <div className="col-span-2 w-full empty:hidden sm:order-1">
        <FieldFault id={field("from_day").id}>{field("from_day").error}</FieldFault>
        <FieldFault id={field("to_day").id}>{field("to_day").error}</FieldFault>
      </div>
      {isOwnOnly ? null : (
        <NativeSelect className="sm:w-44" aria-label={t("groupBy")} {...control("group_by")}>
          <option value="operator">{t("operator")}</option>
          <option value="department">{t("department")}</option>
        </NativeSelect>
      )}
      {departments.length > 0 ? (
        <NativeSelect
          className="sm:w-44"
          aria-label={t("departmentFilter")}
          {...control("department_id", optionalId)}
        >
          <option value="">{t("anyDepartment")}</option>
          <NameOptions of={departments} />
        </NativeSelect>
      ) : null}
      <Button
        type="submit"
        className="col-span-2"
        disabled={!from || !to}
        isUnavailable={isPending}
      >
        {t("make")}
      </Button>
      <div className="col-span-2 w-full empty:hidden sm:order-1">
        <FieldFault id={field("department_id").id}>{field("department_id").error}</FieldFault>
        <FormError>{error}</FormError>
      </div>
    </form>
  );
}
