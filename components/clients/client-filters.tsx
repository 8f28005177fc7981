"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { FilterBar } from "@/components/ui/filter-bar";
import { Input, NativeSelect } from "@/components/ui/input";
import { clientStatuses } from "@/lib/clients/terms";
import type { DeskFacts } from "./desk-facts";
import { useAddress } from "./use-address";

const phoneSorts = ["-created_at", "-last_message_at", "name", "-updated_at"] as const;

/** Search as you type and the filters, all kept in the address. */
export function ClientFilters({
  facts,
  withStatus,
  sort,
}: {
  facts: DeskFacts;
  withStatus: boolean;
  /** The order, where no column's heading offers it. */
  sort?: { value: string; onChoose: (sort: string) => void } | undefined;
}) {
  const t = useTranslations("clients");
  const tStatus = useTranslations("clientStatus");
  const { params, set } = useAddress();
  const select = (name: string, label: string, any: string, choices: [string, string][]) => (
    <NativeSelect
      aria-label={label}
      value={params.get(name) ?? ""}
      onChange={(event) => set({ [name]: event.target.value || null })}
      className="sm:w-auto sm:min-w-32 sm:max-w-44"
    >
      <option value="">{any}</option>
      {choices.map(([value, words]) => (
        <option key={value} value={value}>
          {words}
        </option>
      ))}
    </NativeSelect>
  );
  return (
    <search aria-label={t("filters")} className="flex w-full min-w-0 flex-wrap gap-2 sm:w-auto">
      <SearchInput />
      <FilterBar className="max-sm:min-w-[calc(100%+2rem)]">
        {sort ? (
          <NativeSelect
            aria-label={t("sort")}
            value={sort.value}
            onChange={(event) => sort.onChoose(event.target.value)}
          >
            {phoneSorts.map((one) => (
              <option key={one} value={one}>
                {t(`order.${one}`)}
              </option>
            ))}
          </NativeSelect>
        ) : null}
        {withStatus
          ? select(
              "status",
              t("status"),
              t("anyStatus"),
              clientStatuses.map((status) => [status, tStatus(status)]),
            )
          : null}
        {select("assigned_operator_id", t("operator"), t("anyOperator"), [
          ["none", t("noOperator")],
          ...facts.operators.map(({ id, name }): [string, string] => [String(id), name]),
        ])}
        {facts.departments.length > 1
          ? select(
              "department_id",
              t("department"),
              t("anyDepartment"),
              facts.departments.map(({ id, name }) => [String(id), name]),
            )
          : null}
        {facts.tags.length > 0
          ? select(
              "tag_id",
              t("tags"),
              t("anyTag"),
              facts.tags.map(({ id, name }) => [String(id), name]),
            )
          : null}
      </FilterBar>
    </search>
  );
}

function SearchInput() {
  const t = useTranslations("clients");
  const { params, set } = useAddress();
  const kept = params.get("search") ?? "";
  const [text, setText] = useState(kept);
  const sent = useRef(kept);

  // The address changed by itself ("clear filters", back): the field follows.
  useEffect(() => {
    if (kept !== sent.current) setText(kept);
    sent.current = kept;
  }, [kept]);
  useEffect(() => {
    if (text.trim() === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text.trim();
      set({ search: text.trim() || null });
    }, 250);
    return () => clearTimeout(timer);
  }, [text, set]);

  return (
    <Input
      type="search"
      value={text}
      maxLength={200}
      onChange={(event) => setText(event.target.value)}
      placeholder={t("searchPlaceholder")}
      aria-label={t("searchPlaceholder")}
      data-testid="client-search"
      className="w-full sm:w-64"
    />
  );
}
