"use client";

import {
  ChartColumn,
  ContactRound,
  type LucideIcon,
  MessagesSquare,
  Settings,
  UsersRound,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";

const screens = [
  { name: "chat", href: "/chat", icon: MessagesSquare },
  { name: "dashboard", href: "/dashboard", icon: ChartColumn },
  { name: "clients", href: "/clients", icon: ContactRound },
  { name: "operators", href: "/operators", icon: UsersRound },
  { name: "settings", href: "/settings", icon: Settings },
] as const satisfies readonly { name: string; href: string; icon: LucideIcon }[];

/** A 56 px rail of icons; on a phone a bar at the bottom with words. */
export function NavRail({ menu }: { menu: ReactNode }) {
  const t = useTranslations("nav");
  const path = usePathname();
  return (
    <nav
      aria-label={t("label")}
      className="flex shrink-0 items-stretch justify-around border-t bg-surface pb-[env(safe-area-inset-bottom)] md:w-14 md:flex-col md:items-center md:justify-start md:gap-1 md:border-t-0 md:border-r md:py-2"
    >
      {screens.map(({ name, href, icon: Icon }) => {
        const isCurrent = path === href || path.startsWith(`${href}/`);
        return (
          <Tooltip key={name} content={t(name)} side="right">
            <Link
              href={href}
              aria-current={isCurrent ? "page" : undefined}
              className={cn(
                "flex h-13 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 rounded-control text-muted-foreground hover:text-foreground md:size-10 md:flex-none md:hover:bg-muted",
                isCurrent && "text-primary hover:text-primary md:bg-accent",
              )}
            >
              <Icon aria-hidden="true" className="size-5" strokeWidth={1.75} />
              <span className="max-w-full truncate text-[11px] leading-4 md:sr-only">
                {t(name)}
              </span>
            </Link>
          </Tooltip>
        );
      })}
      <div className="grid place-items-center px-1 md:mt-auto">{menu}</div>
    </nav>
  );
}
