"use client";

import { useDroppable } from "@dnd-kit/core";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/states/skeleton";
import { StatusBadge } from "@/components/ui/status-badge";
import { useShownRows } from "@/components/ui/use-shown-rows";
import { type ClientStatus, maxClientCount } from "@/lib/clients/terms";
import { BoardCard } from "./board-card";
import type { Column } from "./columns";

/** A card's height with the gap below it: fixed, so that a column of thousands never measures. */
const cardHeight = 110;

/** A column of which only what is visible is in the page; more loads near its end. */
export function BoardColumn({
  status,
  column,
  count,
  operatorNames,
  openId,
  heldId,
  drop,
  onOpen,
  onStatus,
  load,
}: {
  status: ClientStatus;
  column: Column;
  count: number | undefined;
  operatorNames: Map<number, string>;
  openId: number | null;
  heldId: number | null;
  /** Where the held card would lie: beside this card of this column, or in the empty column. */
  drop: { overId: number | null; edge: "above" | "below" } | null;
  onOpen: (id: number) => void;
  onStatus: (id: number, status: ClientStatus) => void;
  /** Loads what follows a cursor, or with null the column's beginning. */
  load: (status: ClientStatus, cursor: string | null) => void;
}) {
  const t = useTranslations("kanban");
  const tCommon = useTranslations("common");
  const tStatus = useTranslations("clientStatus");
  const pane = useRef<HTMLDivElement>(null);
  const { items } = column;
  const held = items.findIndex((item) => item.id === heldId);
  const { setNodeRef } = useDroppable({ id: status, data: { status } });
  const inView = useShownRows(pane, { count: items.length, rowHeight: cardHeight, spare: 4 });
  // The held card stays mounted however far its column scrolls: the keyboard's focus is in it.
  const shown =
    held < 0 || inView.includes(held) ? inView : [...inView, held].sort((a, b) => a - b);
  const lastShown = inView.at(-1) ?? 0;
  useEffect(() => {
    if (column.cursor && lastShown >= items.length - 15) load(status, column.cursor);
  }, [column.cursor, lastShown, items.length, load, status]);
  const words =
    count === undefined ? "" : count >= maxClientCount ? `${maxClientCount}+` : String(count);
  return (
    <section
      ref={setNodeRef}
      aria-label={t("columnOf", { status: tStatus(status), count: words })}
      data-testid={`column-${status}`}
      className={cn(
        "flex min-h-0 min-w-0 flex-1 flex-col rounded-card bg-muted/60",
        drop && "bg-accent",
      )}
    >
      <h2 className="flex h-10 shrink-0 items-center gap-2 px-3">
        <StatusBadge status={status} className="font-medium" />
        <span className="text-meta text-muted-foreground tabular-nums">{words}</span>
      </h2>
      <div ref={pane} tabIndex={0} className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        {column.state === "failed" ? (
          <div className="grid gap-2 p-3 text-center text-secondary">
            <p>{t("failed")}</p>
            <Button variant="outline" onClick={() => load(status, null)}>
              {tCommon("retry")}
            </Button>
          </div>
        ) : column.state === "loading" ? (
          <div aria-busy="true" className="grid gap-2 pt-1">
            <Skeleton className="h-25 rounded-card" />
            <Skeleton className="h-25 rounded-card" />
            <Skeleton className="h-25 rounded-card" />
          </div>
        ) : items.length === 0 ? (
          <p className="rounded-card border border-dashed p-6 text-center text-muted-foreground text-secondary">
            {t("empty")}
          </p>
        ) : (
          <ul style={{ height: items.length * cardHeight }} className="relative mt-1">
            {shown.map((index) => {
              const client = items[index];
              if (!client) return null;
              return (
                <li
                  key={client.id}
                  style={{ transform: `translateY(${index * cardHeight}px)` }}
                  className="absolute inset-x-0 top-0"
                >
                  <BoardCard
                    client={client}
                    operator={operatorNames.get(client.assigned_operator_id ?? 0)}
                    isOpen={openId === client.id}
                    edge={drop?.overId === client.id ? drop.edge : null}
                    onOpen={onOpen}
                    onStatus={onStatus}
                  />
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </section>
  );
}
