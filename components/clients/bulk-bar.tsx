"use client";

import { ChevronDown, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/overlay/dropdown-menu";
import { StatusBadge } from "@/components/ui/status-badge";
import type { Client, ClientChange } from "@/lib/clients/schemas";
import { clientStatuses } from "@/lib/clients/terms";
import type { DeskFacts } from "./desk-facts";
import { EraseDialog } from "./erase-dialog";
import { MergeDialog } from "./merge-dialog";
import { TagDot } from "./tag-chips";

/** What can be done with the selected clients. */
export function BulkBar({
  selected,
  facts,
  onChange,
  onClear,
  onGone,
}: {
  selected: Client[];
  facts: DeskFacts;
  onChange: (change: ClientChange) => void;
  onClear: () => void;
  onGone: () => void;
}) {
  const t = useTranslations("clients");
  const isLead = facts.role !== "operator";
  const [first, second] = selected;
  const [isErasing, setIsErasing] = useState(false);
  return (
    <section
      aria-label={t("selected", { count: selected.length })}
      data-testid="bulk-bar"
      className="flex shrink-0 flex-wrap items-center gap-2 border-b bg-accent px-4 py-1.5 text-accent-foreground"
    >
      <p role="status" className="mr-1 font-medium text-secondary tabular-nums">
        {t("selected", { count: selected.length })}
      </p>
      <Menu label={t("assign")}>
        {facts.operators
          .filter(({ isActive }) => isActive)
          .map(({ id, name }) => (
            <DropdownMenuItem key={id} onSelect={() => onChange({ assigned_operator_id: id })}>
              {name}
            </DropdownMenuItem>
          ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => onChange({ assigned_operator_id: null })}>
          {t("unassign")}
        </DropdownMenuItem>
      </Menu>
      <Menu label={t("changeStatus")}>
        {clientStatuses.map((status) => (
          <DropdownMenuItem key={status} onSelect={() => onChange({ status })}>
            <StatusBadge status={status} />
          </DropdownMenuItem>
        ))}
      </Menu>
      <Menu label={t("tags")}>
        {facts.tags.length === 0 ? <DropdownMenuLabel>{t("noTags")}</DropdownMenuLabel> : null}
        {(["addTag", "removeTag"] as const).map((kind) =>
          facts.tags.length === 0 ? null : (
            <div key={kind}>
              <DropdownMenuLabel>{t(kind)}</DropdownMenuLabel>
              {facts.tags.map((tag) => (
                <DropdownMenuItem
                  key={tag.id}
                  onSelect={() =>
                    onChange(
                      kind === "addTag" ? { add_tag_ids: [tag.id] } : { remove_tag_ids: [tag.id] },
                    )
                  }
                >
                  <TagDot color={tag.color} />
                  {tag.name}
                </DropdownMenuItem>
              ))}
            </div>
          ),
        )}
      </Menu>
      {isLead && selected.length <= 200 ? (
        <Button asChild variant="outline">
          <a href={`/api/clients/export/?ids=${selected.map(({ id }) => id).join(",")}`} download>
            {t("export")}
          </a>
        </Button>
      ) : null}
      {isLead && first && second && selected.length === 2 ? (
        <MergeDialog pair={[first, second]} onDone={onGone} />
      ) : null}
      {isLead && first && selected.length === 1 ? (
        <Button variant="outline" onClick={() => setIsErasing(true)}>
          {t("erase")}
        </Button>
      ) : null}
      {isErasing && first ? (
        <EraseDialog client={first} onClose={() => setIsErasing(false)} onDone={onGone} />
      ) : null}
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("clearSelection")}
        onClick={onClear}
        className="ml-auto"
      >
        <X aria-hidden="true" />
      </Button>
    </section>
  );
}

function Menu({ label, children }: { label: string; children: ReactNode }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline">
          {label}
          <ChevronDown aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>{children}</DropdownMenuContent>
    </DropdownMenu>
  );
}
