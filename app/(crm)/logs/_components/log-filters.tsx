"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { NameOptions } from "@/components/ui/field";
import { FilterBar } from "@/components/ui/filter-bar";
import { Input, NativeSelect } from "@/components/ui/input";
import { addDays, dayOf } from "@/lib/core/days";
import { logActions } from "@/lib/logs/actions";
import type { Person } from "./logs-screen";

const presets = { today: 1, week: 7, month: 30 } as const;

/** Who, what, when, from where: each choice is kept in the address. */
export function LogFilters({
  people,
  params,
  set,
  timeZone,
  onClear,
}: {
  people: Person[];
  params: URLSearchParams;
  set: (changes: Record<string, string | null>) => void;
  timeZone: string;
  /** Absent: there is nothing to clear. */
  onClear: (() => void) | undefined;
}) {
  const t = useTranslations("logs");
  const today = dayOf(new Date(), timeZone);
  const field = (name: "operator_id" | "action" | "from" | "to") => ({
    "aria-label": t(name),
    value: params.get(name) ?? "",
    onChange: (event: { target: { value: string } }) => set({ [name]: event.target.value }),
  });
  const typed = (name: "ip" | "client_id") => ({
    "aria-label": t(name),
    placeholder: t(name),
    defaultValue: params.get(name) ?? "",
    onBlur: (event: { target: { value: string } }) => set({ [name]: event.target.value.trim() }),
    onKeyDown: (event: { key: string; currentTarget: { blur(): void } }) => {
      if (event.key === "Enter") event.currentTarget.blur();
    },
  });
  return (
    <div className="shrink-0 border-b px-4 py-2">
      <FilterBar>
        {people.length > 0 ? (
          <NativeSelect className="sm:w-40" {...field("operator_id")}>
            <option value="">{t("anyOperator")}</option>
            <NameOptions of={people} />
          </NativeSelect>
        ) : null}
        <NativeSelect className="sm:w-36" {...field("action")}>
          <option value="">{t("anyAction")}</option>
          {logActions.map((action) => (
            <option key={action} value={action}>
              {t(`actions.${action}`)}
            </option>
          ))}
        </NativeSelect>
        <Input type="date" className="sm:w-36" {...field("from")} />
        <Input type="date" className="sm:w-36" {...field("to")} />
        <div className="flex gap-1">
          {(Object.keys(presets) as (keyof typeof presets)[]).map((name) => {
            const from = addDays(today, 1 - presets[name]);
            const isChosen = params.get("from") === from && params.get("to") === today;
            return (
              <Button
                key={name}
                variant={isChosen ? "outline" : "ghost"}
                aria-pressed={isChosen}
                onClick={() => set({ from, to: today })}
              >
                {t(name)}
              </Button>
            );
          })}
        </div>
        <Input
          className="max-sm:max-w-36 sm:w-32"
          {...typed("ip")}
          key={`ip ${params.get("ip")}`}
        />
        <Input
          className="max-sm:max-w-28 sm:w-28"
          inputMode="numeric"
          pattern="[0-9]*"
          {...typed("client_id")}
          key={`client ${params.get("client_id")}`}
        />
        {onClear ? (
          <Button variant="ghost" onClick={onClear}>
            {t("clear")}
          </Button>
        ) : null}
      </FilterBar>
    </div>
  );
}
