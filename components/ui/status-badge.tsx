import { Circle, CircleCheck, CircleDashed, CirclePause, type LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ClientStatus } from "@/lib/clients/terms";
import { cn } from "./cn";

const looks: Record<ClientStatus, { icon: LucideIcon; colour: string }> = {
  lead: { icon: CircleDashed, colour: "text-status-lead" },
  active: { icon: CircleCheck, colour: "text-status-active" },
  inactive: { icon: CirclePause, colour: "text-status-inactive" },
  closed: { icon: Circle, colour: "text-status-closed" },
};

/** A client's status, as an icon and a word. */
export function StatusBadge({ status, className }: { status: ClientStatus; className?: string }) {
  const t = useTranslations("clientStatus");
  const { icon: Icon, colour } = looks[status];
  return (
    <span className={cn("inline-flex items-center gap-1.5 text-secondary", colour, className)}>
      <Icon aria-hidden="true" className="size-3.5" />
      {t(status)}
    </span>
  );
}
