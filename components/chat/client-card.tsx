import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { StatusBadge } from "@/components/ui/status-badge";
import { clientName } from "@/lib/clients/client-name";
import type { Client } from "@/lib/clients/schemas";

/** The right pane: who the client is. */
export function ClientCard({
  client,
  operator,
  department,
}: {
  client: Client;
  operator: string | undefined;
  department: string | undefined;
}) {
  const t = useTranslations("chat");
  const format = useFormatter();
  const name = clientName(client);
  return (
    <aside
      aria-label={t("clientCard")}
      className="hidden w-80 shrink-0 overflow-y-auto border-l bg-surface p-5 xl:block"
    >
      <div className="grid justify-items-center gap-2 text-center">
        <Avatar id={client.id} name={name} className="size-16 text-title" />
        <h2 className="font-semibold text-[16px]">{name}</h2>
        <StatusBadge status={client.status} />
      </div>
      <dl className="mt-6 grid gap-3 text-secondary">
        <Row label={t("field.username")}>{client.username ? `@${client.username}` : null}</Row>
        <Row label={t("field.phone")}>{client.phone}</Row>
        <Row label={t("field.email")}>{client.email}</Row>
        <Row label={t("field.operator")}>{operator}</Row>
        <Row label={t("field.department")}>{department}</Row>
        <Row label={t("field.source")}>{client.source}</Row>
        <Row label={t("field.since")}>
          {format.dateTime(new Date(client.created_at), {
            day: "numeric",
            month: "long",
            year: "numeric",
          })}
        </Row>
      </dl>
    </aside>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[110px_1fr] gap-2">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="[overflow-wrap:anywhere]">{children ?? "—"}</dd>
    </div>
  );
}
