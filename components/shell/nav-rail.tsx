"use client";

import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/overlay/dropdown-menu";
import { Tooltip } from "@/components/ui/overlay/tooltip";
import { LinkPending } from "./link-pending";
import { type Screen, screens } from "./screens";

const item =
  "relative flex h-13 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 rounded-control text-muted-foreground hover:text-foreground md:size-10 md:flex-none md:hover:bg-muted";
const isThread = /^\/chat\/\d+/;
const current = "text-primary hover:text-primary md:bg-accent";

/** A 56 px rail of icons; on a phone a bar at the bottom with words, the rest under "More". */
export function NavRail({ menu }: { menu: ReactNode }) {
  const t = useTranslations("nav");
  const path = usePathname();
  const isCurrent = ({ href }: Screen) => path === href || path.startsWith(`${href}/`);
  const rest = screens.filter(({ isInBar }) => !isInBar);
  return (
    <nav
      aria-label={t("label")}
      className={cn(
        "flex shrink-0 items-stretch justify-around border-t bg-surface pb-[env(safe-area-inset-bottom)] md:w-14 md:flex-col md:items-center md:justify-start md:gap-1 md:border-t-0 md:border-r md:py-2",
        // An open conversation has the whole phone; its header leads back.
        isThread.test(path) && "max-md:hidden",
      )}
    >
      {screens.map((screen) => (
        <Tooltip key={screen.name} content={t(screen.name)} side="right">
          <Link
            href={screen.href}
            aria-current={isCurrent(screen) ? "page" : undefined}
            className={cn(
              item,
              isCurrent(screen) && current,
              screen.isInBar ? "" : "hidden md:flex",
              screen.name === "settings" && "md:mt-auto",
            )}
          >
            <screen.icon aria-hidden="true" className="size-5" strokeWidth={1.75} />
            <span className="max-w-full truncate text-[11px] leading-4 md:sr-only">
              {t(screen.name)}
            </span>
            <LinkPending className="inset-x-3 bottom-1 h-0.5" />
          </Link>
        </Tooltip>
      ))}
      <DropdownMenu>
        <DropdownMenuTrigger
          className={cn(item, "md:hidden", rest.some(isCurrent) && current)}
          aria-label={t("more")}
        >
          <Ellipsis aria-hidden="true" className="size-5" strokeWidth={1.75} />
          <span className="text-[11px] leading-4">{t("more")}</span>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {rest.map((screen) => (
            <DropdownMenuItem key={screen.name} asChild>
              <Link href={screen.href} aria-current={isCurrent(screen) ? "page" : undefined}>
                <screen.icon aria-hidden="true" />
                {t(screen.name)}
              </Link>
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
      <div className="grid place-items-center px-1">{menu}</div>
    </nav>
  );
}
