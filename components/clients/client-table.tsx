"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useClientName } from "@/components/clients/use-client-name";
import { cn } from "@/components/ui/cn";
import { useShownRows } from "@/components/ui/use-shown-rows";
import type { Client } from "@/lib/clients/schemas";
import {
  ClientCell,
  type ColumnId,
  columnFacts,
  columnIds,
  type Names,
  type Selection,
} from "./client-columns";

const rowHeight = 40;

/** The clients as a table of which only what is visible is in the page; more load near the end. */
export function ClientTable({
  clients,
  names,
  visibility,
  selection,
  onSelect,
  sort,
  onSort,
  hasMore,
  loadMore,
}: {
  clients: Client[];
  names: Names;
  visibility: Record<string, boolean>;
  selection: Selection;
  onSelect: (next: Selection) => void;
  sort: string;
  onSort: (field: string) => void;
  hasMore: boolean;
  loadMore: () => void;
}) {
  const clientName = useClientName();
  const t = useTranslations("clients");
  const pane = useRef<HTMLDivElement>(null);
  const rows = useShownRows(pane, { count: clients.length, rowHeight, spare: 12 });
  const lastShown = rows.at(-1) ?? 0;
  useEffect(() => {
    if (hasMore && lastShown >= clients.length - 30) loadMore();
  }, [hasMore, lastShown, clients.length, loadMore]);

  const shown = columnIds.filter((id) => id === "name" || visibility[id] !== false);
  const template = `40px ${shown.map((id) => columnFacts[id].width).join(" ")}`;
  const isAllSelected = clients.length > 0 && clients.every(({ id }) => selection[id]);
  return (
    <div ref={pane} data-testid="client-table" className="min-h-0 flex-1 overflow-auto">
      <table
        aria-label={t("title")}
        aria-rowcount={clients.length + 1}
        className="block min-w-fit text-left text-secondary"
      >
        <thead className="sticky top-0 z-10 block bg-background">
          <tr
            aria-rowindex={1}
            style={{ gridTemplateColumns: template }}
            className="grid h-9 items-center border-b px-2 text-meta text-muted-foreground"
          >
            <th scope="col" className="grid place-items-center">
              <input
                type="checkbox"
                aria-label={t("selectAll")}
                checked={isAllSelected}
                onChange={() =>
                  onSelect(
                    isAllSelected ? {} : Object.fromEntries(clients.map(({ id }) => [id, true])),
                  )
                }
                className="size-4 accent-primary"
              />
            </th>
            {shown.map((id) => (
              <Heading key={id} id={id} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody style={{ height: clients.length * rowHeight }} className="relative block">
          {rows.map((index) => {
            const client = clients[index];
            if (!client) return null;
            const isSelected = selection[client.id] ?? false;
            return (
              <tr
                key={client.id}
                aria-rowindex={index + 2}
                style={{
                  gridTemplateColumns: template,
                  transform: `translateY(${index * rowHeight}px)`,
                  height: rowHeight,
                }}
                className={cn(
                  "absolute inset-x-0 top-0 grid items-center border-b bg-surface px-2 hover:bg-muted",
                  isSelected && "bg-accent hover:bg-accent",
                )}
              >
                <td className="relative z-1 grid h-full place-items-center">
                  <input
                    type="checkbox"
                    aria-label={t("select", { name: clientName(client) })}
                    checked={isSelected}
                    onChange={() => onSelect({ ...selection, [client.id]: !isSelected })}
                    className="size-4 accent-primary"
                  />
                </td>
                {shown.map((id) => (
                  <td key={id} className="min-w-0 truncate px-2">
                    <ClientCell id={id} client={client} names={names} />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Heading({
  id,
  sort,
  onSort,
}: {
  id: ColumnId;
  sort: string;
  onSort: (field: string) => void;
}) {
  const t = useTranslations("clients");
  const field = columnFacts[id].sort;
  const isSorted = field !== null && sort.replace("-", "") === field;
  const isDescending = sort.startsWith("-");
  const order = isSorted ? (isDescending ? "descending" : "ascending") : "none";
  if (!field) {
    return (
      <th scope="col" className="truncate px-2 font-medium">
        {t(id)}
      </th>
    );
  }
  return (
    <th scope="col" aria-sort={order} className="min-w-0 px-2">
      <button
        type="button"
        title={t("sortBy", { column: t(id) })}
        onClick={() => onSort(field)}
        className="flex max-w-full items-center gap-1 font-medium hover:text-foreground"
      >
        <span className="truncate">{t(id)}</span>
        {isSorted ? (
          isDescending ? (
            <ArrowDown aria-hidden="true" className="size-3" />
          ) : (
            <ArrowUp aria-hidden="true" className="size-3" />
          )
        ) : null}
      </button>
    </th>
  );
}
