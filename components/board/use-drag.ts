"use client";

import {
  type Announcements,
  type DragEndEvent,
  type DragMoveEvent,
  type DragStartEvent,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useClientName } from "@/components/clients/use-client-name";
import type { Client } from "@/lib/clients/schemas";
import { type ClientStatus, clientStatuses } from "@/lib/clients/terms";
import type { Columns } from "./columns";
import { nearestPlace, stepByKeyboard } from "./nearest-place";

export type Drop = { status: ClientStatus; overId: number | null; edge: "above" | "below" };

/** Dragging by mouse, touch and keyboard, with words for readers; `onDrop` gets the new place. */
export function useDrag(
  columns: Columns,
  onDrop: (id: number, status: ClientStatus, index: number) => void,
  hold: (isHeld: boolean) => void,
) {
  const clientName = useClientName();
  const t = useTranslations("kanban");
  const tStatus = useTranslations("clientStatus");
  const [held, setHeld] = useState<Client | null>(null);
  const [drop, setDrop] = useState<Drop | null>(null);
  const last = useRef<Drop | null>(null);
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, {
      coordinateGetter: stepByKeyboard,
      keyboardCodes: { start: ["Space"], end: ["Space", "Enter"], cancel: ["Escape"] },
    }),
  );
  const find = (id: unknown) =>
    clientStatuses.flatMap((status) => columns[status].items).find((item) => item.id === id);

  function over(event: DragMoveEvent) {
    const next = placeOf(event, columns);
    if (JSON.stringify(next) === JSON.stringify(last.current)) return;
    last.current = next;
    setDrop(next);
  }

  function start({ active }: DragStartEvent) {
    hold(true);
    last.current = null;
    setHeld(find(active.id) ?? null);
  }

  function end(event: DragEndEvent | null) {
    hold(false);
    const place = last.current;
    const id = Number(event?.active.id);
    last.current = null;
    setHeld(null);
    setDrop(null);
    if (!event || !place) return;
    const items = columns[place.status].items.filter((item) => item.id !== id);
    const at = items.findIndex((item) => item.id === place.overId);
    const index = at < 0 ? (place.overId === null ? 0 : -1) : at + (place.edge === "below" ? 1 : 0);
    // Over itself: it stays where it is.
    if (index >= 0) onDrop(id, place.status, index);
  }

  const nameOf = (id: unknown) => {
    const client = find(id);
    return client ? clientName(client) : "";
  };
  const announcements: Announcements = {
    onDragStart: ({ active }) => t("picked", { name: nameOf(active.id) }),
    onDragOver({ active, over: target }) {
      const status = statusOf(target?.id, columns);
      const name = nameOf(active.id);
      if (!status) return t("nowhere", { name });
      const place = columns[status].items.findIndex((item) => item.id === target?.id) + 1;
      return t("over", { name, status: tStatus(status), place: Math.max(1, place) });
    },
    onDragEnd({ active, over: target }) {
      const status = statusOf(target?.id, columns);
      const name = nameOf(active.id);
      return status ? t("dropped", { name, status: tStatus(status) }) : t("cancelled", { name });
    },
    onDragCancel: ({ active }) => t("cancelled", { name: nameOf(active.id) }),
  };
  return {
    held,
    drop,
    context: {
      sensors,
      collisionDetection: nearestPlace,
      onDragStart: start,
      onDragMove: over,
      onDragOver: over,
      onDragEnd: end,
      onDragCancel: () => end(null),
      accessibility: {
        announcements,
        screenReaderInstructions: { draggable: t("instructions") },
      },
    },
  };
}

function statusOf(id: unknown, columns: Columns): ClientStatus | undefined {
  return clientStatuses.find(
    (status) => status === id || columns[status].items.some((item) => item.id === id),
  );
}

function placeOf({ active, over }: DragMoveEvent, columns: Columns): Drop | null {
  const status = statusOf(over?.id, columns);
  if (!over || !status) return null;
  const { items } = columns[status];
  if (over.id === status) {
    const bottom = items.at(-1);
    // In the room below the cards: behind the last one.
    return bottom
      ? { status, overId: bottom.id, edge: "below" }
      : { status, overId: null, edge: "above" };
  }
  const overId = Number(over.id);
  const from = items.findIndex((item) => item.id === active.id);
  if (from >= 0) {
    const to = items.findIndex((item) => item.id === overId);
    return { status, overId, edge: to > from ? "below" : "above" };
  }
  const rect = active.rect.current.translated;
  const middle = rect ? rect.top + rect.height / 2 : 0;
  return {
    status,
    overId,
    edge: middle > over.rect.top + over.rect.height / 2 ? "below" : "above",
  };
}
