import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Operator } from "@/lib/operators/schemas";

/** One person: a row of the table; on a phone the cells stack into a card. */
export function PersonRow({
  person,
  department,
  open,
  capacity,
  isSelf,
  children,
}: {
  person: Operator;
  department: string | undefined;
  /** Open conversations now. */
  open: number;
  /** Conversations at once; null: no limit is known. */
  capacity: number | null;
  isSelf: boolean;
  children: ReactNode;
}) {
  const t = useTranslations();
  return (
    <tr
      data-testid={`operator-row-${person.id}`}
      className={cn(
        "relative flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-surface py-2.5 pr-14 pl-4 md:table-row md:h-11 md:py-0 md:[&>td]:px-4",
        !person.is_active && "text-muted-foreground",
      )}
    >
      <td className="w-full min-w-0 md:w-auto md:max-w-64">
        <span className="flex items-center gap-2.5 font-medium">
          <Avatar id={person.id} name={person.name} className="size-7 text-[11px]" />
          <span className="truncate" title={person.name}>
            {person.name}
          </span>
          {isSelf ? <Badge>{t("operators.you")}</Badge> : null}
          {person.username ? (
            <span className="hidden truncate font-normal text-muted-foreground lg:inline">
              @{person.username}
            </span>
          ) : null}
        </span>
      </td>
      <td className="whitespace-nowrap">{t(`role.${person.role}`)}</td>
      <td className="max-w-48 truncate" title={department}>
        {department ?? t("operators.all")}
      </td>
      <td className="whitespace-nowrap">
        <Badge className={cn(person.is_active && person.is_on_duty && "text-status-active")}>
          {person.is_active
            ? t(person.is_on_duty ? "operators.onDuty" : "operators.offDuty")
            : t("operators.inactive")}
        </Badge>
      </td>
      <td className="whitespace-nowrap tabular-nums">
        <span className="text-muted-foreground md:hidden">{t("operators.load")}: </span>
        {capacity === null ? open : t("operators.loadOf", { open, capacity })}
      </td>
      <td className="whitespace-nowrap text-muted-foreground">
        {person.last_seen ? <RelativeTime at={person.last_seen} /> : t("common.never")}
      </td>
      <td className="absolute top-1.5 right-2 md:static md:w-px md:text-right">{children}</td>
    </tr>
  );
}
