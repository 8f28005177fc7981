"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useClientName } from "@/components/clients/use-client-name";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
import { StatusBadge } from "@/components/ui/status-badge";
import { useShownRows } from "@/components/ui/use-shown-rows";
import type { Client } from "@/lib/clients/schemas";
import type { Names, Selection } from "./client-columns";
import { TagChips } from "./tag-chips";

const rowHeight = 72;

/** The clients on a phone: a list of cards, as tall as a thumb needs. */
export function ClientCards({
  clients,
  names,
  selection,
  onSelect,
  hasMore,
  loadMore,
}: {
  clients: Client[];
  names: Names;
  selection: Selection;
  onSelect: (next: Selection) => void;
  hasMore: boolean;
  loadMore: () => void;
}) {
  const clientName = useClientName();
  const t = useTranslations("clients");
  const pane = useRef<HTMLDivElement>(null);
  const rows = useShownRows(pane, { count: clients.length, rowHeight, spare: 8 });
  const lastShown = rows.at(-1) ?? 0;
  useEffect(() => {
    if (hasMore && lastShown >= clients.length - 20) loadMore();
  }, [hasMore, lastShown, clients.length, loadMore]);
  return (
    <div ref={pane} data-testid="client-cards" className="min-h-0 flex-1 overflow-y-auto">
      <ul
        aria-label={t("title")}
        style={{ height: clients.length * rowHeight }}
        className="relative"
      >
        {rows.map((index) => {
          const client = clients[index];
          if (!client) return null;
          const name = clientName(client);
          return (
            <li
              key={client.id}
              style={{ transform: `translateY(${index * rowHeight}px)` }}
              className={cn(
                "absolute inset-x-0 top-0 flex h-18 border-b bg-surface",
                selection[client.id] && "bg-accent",
              )}
            >
              <label className="grid w-11 shrink-0 place-items-center">
                <input
                  type="checkbox"
                  aria-label={t("select", { name })}
                  checked={selection[client.id] ?? false}
                  onChange={(event) =>
                    onSelect({ ...selection, [client.id]: event.target.checked })
                  }
                  className="size-4.5 accent-primary"
                />
              </label>
              <Link
                href={`/chat/${client.id}`}
                aria-label={t("open", { name })}
                className="flex h-full min-w-0 flex-1 items-center gap-3 pr-4"
              >
                <Avatar id={client.id} name={name} />
                <span className="grid min-w-0 flex-1 gap-1">
                  <span className="flex items-center justify-between gap-2">
                    <span className="truncate font-medium">{name}</span>
                    {client.last_message_at ? (
                      <RelativeTime
                        at={client.last_message_at}
                        className="shrink-0 text-meta text-muted-foreground"
                      />
                    ) : null}
                  </span>
                  <span className="flex min-w-0 items-center gap-3">
                    <StatusBadge status={client.status} className="shrink-0 text-meta" />
                    <span className="truncate text-meta text-muted-foreground">
                      {names.operators.get(client.assigned_operator_id ?? 0) ?? t("unassigned")}
                    </span>
                    <TagChips tags={client.tags} max={1} />
                  </span>
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
