"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { LinkPending } from "@/components/shell/link-pending";
import { cn } from "@/components/ui/cn";

/** The sections at the left; on a phone a row that scrolls. */
export function SettingsNav({
  label,
  sections,
}: {
  label: string;
  sections: { href: string; label: string }[];
}) {
  const path = usePathname();
  const nav = useRef<HTMLElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the row moves when the place changes
  useEffect(() => {
    nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [path]);

  return (
    <nav
      ref={nav}
      aria-label={label}
      className="flex shrink-0 gap-1 overflow-x-auto border-b bg-surface p-2 md:w-52 md:flex-col md:overflow-y-auto md:border-r md:border-b-0"
    >
      {sections.map((section) => {
        const isCurrent = path.startsWith(section.href);
        return (
          <Link
            key={section.href}
            href={section.href}
            aria-current={isCurrent ? "page" : undefined}
            className={cn(
              "relative flex h-8 shrink-0 items-center rounded-control px-2.5 text-secondary hover:bg-muted pointer-coarse:h-11",
              isCurrent && "bg-accent font-medium text-accent-foreground hover:bg-accent",
            )}
          >
            {section.label}
            <LinkPending className="inset-x-2.5 bottom-0.5 h-0.5" />
          </Link>
        );
      })}
    </nav>
  );
}
