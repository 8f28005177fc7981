import { Ban } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { StatusBadge } from "@/components/ui/status-badge";
import { clientName } from "@/lib/clients/client-name";
import type { Client } from "@/lib/clients/schemas";

type Names = Map<number, string>;

/** Clients as a table; on a phone the secondary columns give way. */
export function ClientTable({
  clients,
  operatorNames,
  departmentNames,
}: {
  clients: Client[];
  operatorNames: Names;
  departmentNames: Names;
}) {
  const t = useTranslations("clients");
  return (
    <table className="w-full border-collapse text-secondary" data-testid="client-table">
      <thead className="sticky top-0 z-10 bg-background text-left text-meta text-muted-foreground">
        <tr className="h-9 border-b [&>th]:px-4 [&>th]:font-medium">
          <th scope="col">{t("name")}</th>
          <th scope="col">{t("status")}</th>
          <th scope="col" className="hidden md:table-cell">
            {t("operator")}
          </th>
          <th scope="col" className="hidden lg:table-cell">
            {t("department")}
          </th>
          <th scope="col" className="hidden lg:table-cell">
            {t("since")}
          </th>
        </tr>
      </thead>
      <tbody>
        {clients.map((client) => (
          <ClientRow
            key={client.id}
            client={client}
            operator={
              client.assigned_operator_id
                ? operatorNames.get(client.assigned_operator_id)
                : undefined
            }
            department={
              client.department_id ? departmentNames.get(client.department_id) : undefined
            }
          />
        ))}
      </tbody>
    </table>
  );
}

function ClientRow({
  client,
  operator,
  department,
}: {
  client: Client;
  operator: string | undefined;
  department: string | undefined;
}) {
  const t = useTranslations("clients");
  const format = useFormatter();
  const name = clientName(client);
  return (
    <tr className="relative h-11 border-b bg-surface hover:bg-muted [&>td]:px-4">
      <td className="max-w-0 sm:max-w-64">
        <Link
          href={`/chat/${client.id}`}
          className="flex items-center gap-2.5 font-medium after:absolute after:inset-0"
          aria-label={t("open", { name })}
        >
          <Avatar id={client.id} name={name} className="size-7 text-[11px]" />
          <span className="truncate">{name}</span>
          {client.username ? (
            <span className="hidden truncate font-normal text-muted-foreground sm:inline">
              @{client.username}
            </span>
          ) : null}
          {client.blocked_at ? (
            <span title={t("blocked")} className="text-status-failed">
              <Ban aria-hidden="true" className="size-3.5" />
              <span className="sr-only">{t("blocked")}</span>
            </span>
          ) : null}
        </Link>
      </td>
      <td className="w-px whitespace-nowrap">
        <StatusBadge status={client.status} />
      </td>
      <td className="hidden max-w-48 truncate md:table-cell">
        {operator ?? <span className="text-muted-foreground">{t("unassigned")}</span>}
      </td>
      <td className="hidden max-w-48 truncate lg:table-cell">{department}</td>
      <td className="hidden w-px whitespace-nowrap text-muted-foreground tabular-nums lg:table-cell">
        {format.dateTime(new Date(client.created_at), {
          day: "numeric",
          month: "short",
          year: "numeric",
        })}
      </td>
    </tr>
  );
}
