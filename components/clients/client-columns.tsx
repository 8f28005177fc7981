"use client";

import {
  columnVisibilityFeature,
  createColumnHelper,
  rowSelectionFeature,
  tableFeatures,
} from "@tanstack/react-table";
import { Ban } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { RelativeTime } from "@/components/ui/relative-time";
import { StatusBadge } from "@/components/ui/status-badge";
import { clientName } from "@/lib/clients/client-name";
import type { Client } from "@/lib/clients/schemas";
import { TagChips } from "./tag-chips";

export const clientFeatures = tableFeatures({ columnVisibilityFeature, rowSelectionFeature });

/** Every column beside the name, with its width and, where the server sorts by it, the field. */
export const columnFacts = {
  name: { width: "minmax(220px,2fr)", sort: "name" },
  status: { width: "120px", sort: null },
  operator: { width: "minmax(120px,1fr)", sort: null },
  department: { width: "minmax(110px,1fr)", sort: null },
  tags: { width: "minmax(130px,1fr)", sort: null },
  phone: { width: "150px", sort: null },
  email: { width: "minmax(150px,1fr)", sort: null },
  lastMessage: { width: "164px", sort: "last_message_at" },
  since: { width: "130px", sort: "created_at" },
  updated: { width: "130px", sort: "updated_at" },
} as const;
export type ColumnId = keyof typeof columnFacts;

export const columnIds = Object.keys(columnFacts) as ColumnId[];

/** What a person sees before choosing. */
export const usualColumns: Record<string, boolean> = {
  phone: false,
  email: false,
  updated: false,
};

export type Names = { operators: Map<number, string>; departments: Map<number, string> };

const helper = createColumnHelper<typeof clientFeatures, Client>();

/** The table's columns; `names` must be stable. */
export function clientColumns(names: Names) {
  return helper.columns([
    helper.display({
      id: "name",
      enableHiding: false,
      cell: ({ row }) => <NameCell client={row.original} />,
    }),
    helper.display({
      id: "status",
      cell: ({ row }) => <StatusBadge status={row.original.status} />,
    }),
    helper.display({
      id: "operator",
      cell: ({ row }) => <OperatorCell client={row.original} names={names} />,
    }),
    helper.display({
      id: "department",
      cell: ({ row }) => names.departments.get(row.original.department_id ?? 0) ?? "",
    }),
    helper.display({ id: "tags", cell: ({ row }) => <TagChips tags={row.original.tags} /> }),
    helper.display({ id: "phone", cell: ({ row }) => row.original.phone }),
    helper.display({ id: "email", cell: ({ row }) => row.original.email }),
    helper.display({
      id: "lastMessage",
      cell: ({ row }) =>
        row.original.last_message_at ? <RelativeTime at={row.original.last_message_at} /> : null,
    }),
    helper.display({ id: "since", cell: ({ row }) => <Day at={row.original.created_at} /> }),
    helper.display({
      id: "updated",
      cell: ({ row }) => <RelativeTime at={row.original.updated_at} />,
    }),
  ]);
}

function NameCell({ client }: { client: Client }) {
  const t = useTranslations("clients");
  const name = clientName(client);
  return (
    <Link
      href={`/chat/${client.id}`}
      aria-label={t("open", { name })}
      className="flex min-w-0 items-center gap-2.5 font-medium after:absolute after:inset-0"
    >
      <Avatar id={client.id} name={name} className="size-6 text-[10px]" />
      <span className="truncate">{name}</span>
      {client.username ? (
        <span className="truncate font-normal text-muted-foreground">@{client.username}</span>
      ) : null}
      {client.blocked_at ? (
        <span title={t("blocked")} className="text-status-failed">
          <Ban aria-hidden="true" className="size-3.5" />
          <span className="sr-only">{t("blocked")}</span>
        </span>
      ) : null}
    </Link>
  );
}

function OperatorCell({ client, names }: { client: Client; names: Names }) {
  const t = useTranslations("clients");
  const name = names.operators.get(client.assigned_operator_id ?? 0);
  return name ?? <span className="text-muted-foreground">{t("unassigned")}</span>;
}

function Day({ at }: { at: string }) {
  const format = useFormatter();
  return format.dateTime(new Date(at), { day: "numeric", month: "short", year: "numeric" });
}
