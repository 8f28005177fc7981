"use client";

import { DndContext, DragOverlay } from "@dnd-kit/core";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { ClientFilters } from "@/components/clients/client-filters";
import type { DeskFacts } from "@/components/clients/desk-facts";
import { filterQuery, useAddress } from "@/components/clients/use-address";
import { useIsPhone } from "@/components/clients/use-is-phone";
import { PageHeader } from "@/components/shell/page-header";
import { cn } from "@/components/ui/cn";
import { type ClientStatus, clientStatuses } from "@/lib/clients/terms";
import { HeldCard } from "./board-card";
import { BoardColumn } from "./board-column";
import { useBoard } from "./use-board";
import { useDrag } from "./use-drag";

/** The board: a column for each status; on a phone one at a time. `panel` is the open chat. */
export function BoardScreen({ facts, panel }: { facts: DeskFacts; panel: ReactNode }) {
  const t = useTranslations("kanban");
  const tStatus = useTranslations("clientStatus");
  const router = useRouter();
  const { params } = useAddress();
  const query = filterQuery(params, ["status"]);
  const board = useBoard(query);
  const drag = useDrag(board.columns, board.move, board.hold);
  const isPhone = useIsPhone();
  const [only, setOnly] = useState<ClientStatus>("lead");
  const openId = Number(params.get("client")) || null;
  const operatorNames = useMemo(
    () => new Map(facts.operators.map(({ id, name }) => [id, name])),
    [facts.operators],
  );
  const open = useCallback(
    (id: number) => {
      const next = new URLSearchParams(window.location.search);
      next.set("client", String(id));
      router.push(`/kanban?${next}`, { scroll: false });
    },
    [router],
  );
  const { move } = board;
  const toTop = useCallback((id: number, status: ClientStatus) => void move(id, status, 0), [move]);
  // The server does not know the window's width: until the script does, the others are only hidden.
  const shown = isPhone ? [only] : clientStatuses;
  return (
    <div className="flex min-h-0 flex-1">
      <div className={cn("flex min-w-0 flex-1 flex-col", panel && "hidden md:flex")}>
        <PageHeader title={t("title")}>
          <ClientFilters facts={facts} withStatus={false} />
        </PageHeader>
        <div
          role="tablist"
          aria-label={t("column")}
          className="flex shrink-0 border-b bg-surface md:hidden"
        >
          {clientStatuses.map((status) => (
            <button
              key={status}
              type="button"
              role="tab"
              aria-selected={only === status}
              onClick={() => setOnly(status)}
              className={cn(
                "h-11 min-w-0 flex-1 truncate border-transparent border-b-2 px-1 text-meta text-muted-foreground",
                only === status && "border-primary font-medium text-foreground",
              )}
            >
              {tStatus(status)} <span className="tabular-nums">{board.counts?.[status]}</span>
            </button>
          ))}
        </div>
        <DndContext {...drag.context}>
          <div className="flex min-h-0 flex-1 gap-3 overflow-x-auto p-3">
            {shown.map((status) => (
              <div
                key={status}
                className={cn(
                  "flex min-h-0 min-w-0 flex-1 md:min-w-56",
                  status !== only && "max-md:hidden",
                )}
              >
                <BoardColumn
                  status={status}
                  column={board.columns[status]}
                  count={board.counts?.[status]}
                  operatorNames={operatorNames}
                  openId={openId}
                  heldId={drag.held?.id ?? null}
                  drop={drag.drop?.status === status ? drag.drop : null}
                  onOpen={open}
                  onStatus={toTop}
                  load={board.load}
                />
              </div>
            ))}
          </div>
          <DragOverlay dropAnimation={null}>
            {drag.held ? (
              <HeldCard
                client={drag.held}
                operator={operatorNames.get(drag.held.assigned_operator_id ?? 0)}
              />
            ) : null}
          </DragOverlay>
        </DndContext>
      </div>
      {panel}
    </div>
  );
}
