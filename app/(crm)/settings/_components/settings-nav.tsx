"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { LinkPending } from "@/components/shell/link-pending";
import { bringIntoSight } from "@/components/ui/bring-into-sight";
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

  return (
    <nav
      aria-label={label}
      className="flex shrink-0 gap-1 overflow-x-auto border-b max-md:fade-x-2 max-md:snap-x max-md:snap-mandatory max-md:scroll-px-2 bg-surface p-2 md:w-52 md:flex-col md:overflow-y-auto md:border-r md:border-b-0"
    >
      {sections.map((section) => {
        const isCurrent = path.startsWith(section.href);
        return (
          <Link
            key={section.href}
            href={section.href}
            ref={isCurrent ? bringIntoSight : undefined}
            aria-current={isCurrent ? "page" : undefined}
            className={cn(
              "relative flex h-8 shrink-0 snap-start items-center rounded-control px-2.5 text-secondary hover:bg-muted pointer-coarse:h-11",
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
