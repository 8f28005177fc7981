"use client";

import { useDraggable, useDroppable } from "@dnd-kit/core";
import { Clock, EllipsisVertical, GripVertical } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { memo, type ReactNode, useCallback } from "react";
import { previewWord } from "@/components/chat/preview-word";
import { TagChips } from "@/components/clients/tag-chips";
import { useClientName } from "@/components/clients/use-client-name";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/overlay/dropdown-menu";
import { StatusBadge } from "@/components/ui/status-badge";
import type { Client } from "@/lib/clients/schemas";
import { type ClientStatus, clientStatuses } from "@/lib/clients/terms";

type Acts = {
  onOpen: (id: number) => void;
  onStatus: (id: number, status: ClientStatus) => void;
};

/** A card that can be dragged by mouse, touch and, from its grip, by keyboard. */
export const BoardCard = memo(function BoardCard({
  client,
  operator,
  isOpen,
  edge,
  onOpen,
  onStatus,
}: Acts & {
  client: Client;
  operator: string | undefined;
  isOpen: boolean;
  /** Where a dragged card would come to lie. */
  edge: "above" | "below" | null;
}) {
  const clientName = useClientName();
  const t = useTranslations("kanban");
  const name = clientName(client);
  // Other cards do not move aside, a line shows the place: smooth with thousands of them.
  const dragged = { id: client.id, data: { status: client.status } };
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, isDragging } =
    useDraggable(dragged);
  const { setNodeRef: setPlaceRef } = useDroppable(dragged);
  const setRefs = useCallback(
    (element: HTMLElement | null) => {
      setNodeRef(element);
      setPlaceRef(element);
    },
    [setNodeRef, setPlaceRef],
  );
  return (
    <div
      ref={setRefs}
      {...listeners}
      data-testid="board-card"
      data-client-id={client.id}
      className={cn(
        "group relative touch-manipulation rounded-card border bg-surface p-3 hover:border-input",
        isOpen && "border-primary hover:border-primary",
        isDragging && "opacity-40",
      )}
    >
      {edge ? (
        <span
          aria-hidden="true"
          className={cn(
            "absolute inset-x-1 h-0.5 rounded-full bg-primary",
            edge === "above" ? "-top-1.5" : "-bottom-1.5",
          )}
        />
      ) : null}
      <CardFace client={client} operator={operator}>
        <button
          type="button"
          onClick={() => onOpen(client.id)}
          aria-label={t("open", { name })}
          className="min-w-0 truncate text-left font-medium after:absolute after:inset-0 after:rounded-card"
        >
          {name}
        </button>
        <span className="relative z-1 -my-1.5 -mr-2 ml-auto flex shrink-0">
          <button
            type="button"
            ref={setActivatorNodeRef}
            {...attributes}
            aria-label={t("move", { name })}
            className="hidden h-7 w-5 cursor-grab place-items-center rounded-control text-muted-foreground opacity-0 hover:bg-muted focus-visible:opacity-100 group-hover:opacity-100 md:grid"
          >
            <GripVertical aria-hidden="true" className="size-3.5" />
          </button>
          <DropdownMenu>
            <DropdownMenuTrigger
              aria-label={t("changeStatus", { name })}
              className="grid size-7 place-items-center rounded-control text-muted-foreground hover:bg-muted pointer-coarse:size-9"
            >
              <EllipsisVertical aria-hidden="true" className="size-4" />
            </DropdownMenuTrigger>
            <DropdownMenuContent align="end">
              <DropdownMenuLabel>{t("moveTo")}</DropdownMenuLabel>
              {clientStatuses
                .filter((status) => status !== client.status)
                .map((status) => (
                  <DropdownMenuItem key={status} onSelect={() => onStatus(client.id, status)}>
                    <StatusBadge status={status} />
                  </DropdownMenuItem>
                ))}
            </DropdownMenuContent>
          </DropdownMenu>
        </span>
      </CardFace>
    </div>
  );
});

/** The card in the hand, above everything. */
export function HeldCard({ client, operator }: { client: Client; operator: string | undefined }) {
  const clientName = useClientName();
  return (
    <div className="cursor-grabbing rounded-card border border-primary bg-surface p-3 shadow-xl">
      <CardFace client={client} operator={operator}>
        <span className="truncate font-medium">{clientName(client)}</span>
      </CardFace>
    </div>
  );
}

function CardFace({
  client,
  operator,
  children,
}: {
  client: Client;
  operator: string | undefined;
  children: ReactNode;
}) {
  const clientName = useClientName();
  const t = useTranslations("kanban");
  const tChat = useTranslations("chat");
  const last = client.last_message;
  const line = last ? last.preview || previewWord(tChat, last.kind) : "";
  return (
    <div className="grid gap-1.5 text-secondary">
      <div className="flex items-center gap-2">
        <Avatar id={client.id} name={clientName(client)} className="size-6 text-[10px]" />
        {children}
      </div>
      <p className="h-5 truncate text-muted-foreground">
        {last?.sender_type === "operator" ? `${t("team")}: ` : ""}
        {line}
      </p>
      <div className="flex h-5 min-w-0 items-center gap-2 text-meta text-muted-foreground">
        {client.waiting_since ? <Waiting since={client.waiting_since} /> : null}
        <span className="min-w-0 truncate">{operator ?? t("unassigned")}</span>
        <span className="ml-auto min-w-0 shrink">
          <TagChips tags={client.tags} max={1} />
        </span>
      </div>
    </div>
  );
}

function Waiting({ since }: { since: string }) {
  const t = useTranslations("kanban");
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const minutes = Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 60_000));
  const [value, unit] =
    minutes < 60
      ? ([minutes, "minute"] as const)
      : minutes < 1440
        ? ([Math.floor(minutes / 60), "hour"] as const)
        : ([Math.floor(minutes / 1440), "day"] as const);
  const time = format.number(value, { style: "unit", unit, unitDisplay: "short" });
  return (
    <span
      suppressHydrationWarning
      title={t("waiting", { time })}
      className="inline-flex shrink-0 items-center gap-1 text-status-inactive tabular-nums"
    >
      <Clock aria-hidden="true" className="size-3" />
      <span className="sr-only">{t("waiting", { time })}</span>
      <span aria-hidden="true">{time}</span>
    </span>
  );
}
