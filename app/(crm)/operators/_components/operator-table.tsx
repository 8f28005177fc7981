import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Department } from "@/lib/departments/schemas";
import type { Operator } from "@/lib/operators/schemas";

/** The team as a table; on a phone the secondary columns give way. */
export function OperatorTable({
  operators,
  departments,
}: {
  operators: Operator[];
  departments: Department[];
}) {
  const t = useTranslations("operators");
  const names = new Map(departments.map((department) => [department.id, department.name]));
  return (
    <table className="w-full border-collapse text-secondary">
      <thead className="sticky top-0 z-10 bg-background text-left text-meta text-muted-foreground">
        <tr className="h-9 border-b [&>th]:px-4 [&>th]:font-medium">
          <th scope="col">{t("name")}</th>
          <th scope="col">{t("role")}</th>
          <th scope="col" className="hidden sm:table-cell">
            {t("department")}
          </th>
          <th scope="col" className="hidden md:table-cell">
            {t("state")}
          </th>
          <th scope="col" className="hidden lg:table-cell">
            {t("lastSeen")}
          </th>
        </tr>
      </thead>
      <tbody>
        {operators.map((operator) => (
          <OperatorRow
            key={operator.id}
            operator={operator}
            department={operator.department_id ? names.get(operator.department_id) : undefined}
          />
        ))}
      </tbody>
    </table>
  );
}

function OperatorRow({
  operator,
  department,
}: {
  operator: Operator;
  department: string | undefined;
}) {
  const t = useTranslations();
  return (
    <tr
      data-testid={`operator-row-${operator.id}`}
      className={cn(
        "h-11 border-b bg-surface [&>td]:px-4",
        !operator.is_active && "text-muted-foreground",
      )}
    >
      <td className="max-w-0 sm:max-w-64">
        <span className="flex items-center gap-2.5 font-medium">
          <Avatar id={operator.id} name={operator.name} className="size-7 text-[11px]" />
          <span className="truncate">{operator.name}</span>
          {operator.username ? (
            <span className="hidden truncate font-normal text-muted-foreground md:inline">
              @{operator.username}
            </span>
          ) : null}
        </span>
      </td>
      <td className="w-px whitespace-nowrap">{t(`role.${operator.role}`)}</td>
      <td className="hidden max-w-48 truncate sm:table-cell">{department ?? t("operators.all")}</td>
      <td className="hidden w-px whitespace-nowrap md:table-cell">
        <Badge className={cn(operator.is_active && operator.is_on_duty && "text-status-active")}>
          {operator.is_active
            ? t(operator.is_on_duty ? "operators.onDuty" : "operators.offDuty")
            : t("operators.inactive")}
        </Badge>
      </td>
      <td className="hidden w-px whitespace-nowrap text-muted-foreground lg:table-cell">
        {operator.last_seen ? <RelativeTime at={operator.last_seen} /> : t("common.never")}
      </td>
    </tr>
  );
}
