"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { realtimeEvents } from "@/lib/realtime/events";

/** What an address may narrow the list by: figures of the overview lead to exactly their chats. */
const filterNames = ["department_id", "operator_id", "delivery_status", "since"] as const;

/** The filters of an address as the API's query, in one order. */
export function listFilter(params: URLSearchParams): string {
  const query = new URLSearchParams();
  for (const name of filterNames) {
    const value = params.get(name);
    if (value) query.set(name, value);
  }
  return query.toString();
}

/** The filters in words, each with a button that takes it away. */
export function ListFilters({
  filter,
  onClear,
}: {
  filter: string;
  onClear: (name: string) => void;
}) {
  const t = useTranslations("chat");
  const format = useFormatter();
  const query = new URLSearchParams(filter);
  const department = useName("departments", query.get("department_id"));
  const operator = useName("operators", query.get("operator_id"));
  const state = query.get("delivery_status");
  const since = query.get("since");
  const chips = [
    { name: "department_id", words: department },
    { name: "operator_id", words: operator },
    {
      name: "delivery_status",
      words: state === "failed" || state === "unknown" ? t(`delivery.${state}`) : null,
    },
    {
      name: "since",
      words:
        since && !Number.isNaN(Date.parse(since))
          ? t("since", {
              day: format.dateTime(new Date(since), { day: "numeric", month: "short" }),
            })
          : null,
    },
  ].filter(({ name, words }) => query.has(name) && words !== null);
  if (chips.length === 0) return null;
  return (
    <ul aria-label={t("filters")} className="mt-2 flex flex-wrap gap-1">
      {chips.map(({ name, words }) => (
        <li key={name} className="min-w-0">
          <button
            type="button"
            onClick={() => onClear(name)}
            aria-label={t("clearFilter", { name: words ?? "" })}
            className="flex h-6 max-w-full items-center gap-1 rounded-full border bg-surface pr-1.5 pl-2 text-meta hover:bg-muted pointer-coarse:h-9"
          >
            <span className="truncate">{words}</span>
            <X aria-hidden="true" className="size-3 shrink-0 text-muted-foreground" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The name behind an id of the address; the id until it is known. */
function useName(what: "departments" | "operators", id: string | null): string | null {
  const { data } = useQuery<{ name: string }>({
    queryKey: [realtimeEvents.teamChanged, `/api/${what}/${id}/`],
    enabled: id !== null,
  });
  return id && (data?.name ?? `№ ${id}`);
}
