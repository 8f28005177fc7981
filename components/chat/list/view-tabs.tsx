"use client";

import { Check, ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { bringIntoSight } from "@/components/ui/bring-into-sight";
import { cn } from "@/components/ui/cn";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/overlay/dropdown-menu";
import type { ConversationCounts } from "@/lib/conversations/schemas";
import { type ConversationView, conversationViews } from "@/lib/conversations/terms";

/** Looked at now and then: behind the button at the end, unless one is open or calls for attention. */
const rare: ConversationView[] = ["mentions", "undelivered", "open", "snoozed", "done"];
const calling: ConversationView[] = ["mentions", "undelivered"];
/** Where the server stops counting. */
const capped = 1000;

const pill =
  "flex h-7 shrink-0 snap-start items-center gap-1 rounded-full px-2 text-meta text-muted-foreground hover:bg-muted pointer-coarse:h-9";

/** The lists to choose from, with how many conversations each holds. */
export function ViewTabs({
  view,
  counts,
  onChoose,
}: {
  view: ConversationView;
  counts: ConversationCounts;
  onChoose: (view: ConversationView) => void;
}) {
  const t = useTranslations("chat");
  const shown = conversationViews.filter(
    (name) => !rare.includes(name) || name === view || (calling.includes(name) && counts[name] > 0),
  );
  return (
    <div className="mt-2 flex items-center gap-0.5">
      <fieldset className="-ml-2 min-w-0 flex-1">
        <legend className="sr-only">{t("views")}</legend>
        {/* A fieldset that scrolls by itself does not snap. */}
        <div className="fade-x-2 flex snap-x snap-mandatory scroll-px-2 gap-0.5 overflow-x-auto px-2 pb-0.5 [scrollbar-width:none]">
          {shown.map((name) => (
            <button
              key={name}
              type="button"
              ref={name === view ? bringIntoSight : undefined}
              aria-pressed={name === view}
              onClick={() => onChoose(name)}
              className={cn(
                pill,
                name === view && "bg-accent font-medium text-accent-foreground hover:bg-accent",
                name === "mentions" && counts.mentions > 0 && "font-medium text-primary",
              )}
            >
              {t(`view.${name}`)}
              <Count count={counts[name]} />
            </button>
          ))}
        </div>
      </fieldset>
      <DropdownMenu>
        <DropdownMenuTrigger className={cn(pill, "px-1.5")} aria-label={t("moreViews")}>
          <ChevronDown aria-hidden="true" className="size-4" />
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {rare.map((name) => (
            <DropdownMenuItem key={name} onSelect={() => onChoose(name)}>
              <Check aria-hidden="true" className={cn(name !== view && "invisible")} />
              {t(`view.${name}`)}
              <span className="ml-auto pl-4 text-meta text-muted-foreground">
                <Count count={counts[name]} />
              </span>
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  );
}

function Count({ count }: { count: number }) {
  if (count === 0) return null;
  return <span className="tabular-nums">{count >= capped ? `${capped}+` : count}</span>;
}
