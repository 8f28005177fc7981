"use client";

import { type RowSelectionState, useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef } from "react";
import { cn } from "@/components/ui/cn";
import { clientName } from "@/lib/clients/client-name";
import type { Client } from "@/lib/clients/schemas";
import {
  type ColumnId,
  clientColumns,
  clientFeatures,
  columnFacts,
  type Names,
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
  selection: RowSelectionState;
  onSelect: (next: RowSelectionState | ((before: RowSelectionState) => RowSelectionState)) => void;
  sort: string;
  onSort: (field: string) => void;
  hasMore: boolean;
  loadMore: () => void;
}) {
  const t = useTranslations("clients");
  const columns = useMemo(() => clientColumns(names), [names]);
  const table = useTable({
    features: clientFeatures,
    columns,
    data: clients,
    getRowId: (client) => String(client.id),
    state: { columnVisibility: visibility, rowSelection: selection },
    onRowSelectionChange: onSelect,
  });
  const pane = useRef<HTMLDivElement>(null);
  const rows = table.getRowModel().rows;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => pane.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - 30) loadMore();
  }, [hasMore, lastShown, rows.length, loadMore]);

  const shown = table.getVisibleLeafColumns();
  const template = `40px ${shown.map(({ id }) => columnFacts[id as ColumnId].width).join(" ")}`;
  return (
    <div ref={pane} data-testid="client-table" className="min-h-0 flex-1 overflow-auto">
      <table
        aria-label={t("title")}
        aria-rowcount={rows.length + 1}
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
                checked={rows.length > 0 && table.getIsAllRowsSelected()}
                onChange={table.getToggleAllRowsSelectedHandler()}
                className="size-4 accent-primary"
              />
            </th>
            {shown.map(({ id }) => (
              <Heading key={id} id={id as ColumnId} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody style={{ height: virtual.getTotalSize() }} className="relative block">
          {items.map(({ index, start }) => {
            const row = rows[index];
            if (!row) return null;
            const isSelected = row.getIsSelected();
            return (
              <tr
                key={row.id}
                aria-rowindex={index + 2}
                style={{
                  gridTemplateColumns: template,
                  transform: `translateY(${start}px)`,
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
                    aria-label={t("select", { name: clientName(row.original) })}
                    checked={isSelected}
                    onChange={row.getToggleSelectedHandler()}
                    className="size-4 accent-primary"
                  />
                </td>
                {row.getVisibleCells().map((cell) => (
                  <td key={cell.id} className="min-w-0 truncate px-2">
                    <table.FlexRender cell={cell} />
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
