"use client";

import { Ban } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { useClientName } from "@/components/clients/use-client-name";
import { Avatar } from "@/components/ui/avatar";
import { RelativeTime } from "@/components/ui/relative-time";
import { StatusBadge } from "@/components/ui/status-badge";
import type { Client } from "@/lib/clients/schemas";
import { TagChips } from "./tag-chips";

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

/** Chosen clients by id. */
export type Selection = Record<string, boolean>;

export type Names = { operators: Map<number, string>; departments: Map<number, string> };

/** What stands in a column of a client's row. */
export function ClientCell({ id, client, names }: { id: ColumnId; client: Client; names: Names }) {
  switch (id) {
    case "name":
      return <NameCell client={client} />;
    case "status":
      return <StatusBadge status={client.status} />;
    case "operator":
      return <OperatorCell client={client} names={names} />;
    case "department":
      return names.departments.get(client.department_id ?? 0) ?? "";
    case "tags":
      return <TagChips tags={client.tags} />;
    case "phone":
      return client.phone;
    case "email":
      return client.email;
    case "lastMessage":
      return client.last_message_at ? <RelativeTime at={client.last_message_at} /> : null;
    case "since":
      return <Day at={client.created_at} />;
    case "updated":
      return <RelativeTime at={client.updated_at} />;
  }
}

function NameCell({ client }: { client: Client }) {
  const clientName = useClientName();
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
