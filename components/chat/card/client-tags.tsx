"use client";

import { Check, Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/overlay/dropdown-menu";
import { TagChip } from "@/components/ui/tag-chip";
import type { Client } from "@/lib/clients/schemas";
import type { Tag } from "@/lib/tags/schemas";

/** A client's tags, each with a cross, and a menu of all. */
export function ClientTags({
  client,
  tags,
  onChange,
}: {
  client: Client;
  tags: Tag[];
  onChange: (tagIds: number[]) => void;
}) {
  const t = useTranslations("chat");
  const own = new Set(client.tags.map(({ id }) => id));
  const toggle = (id: number) =>
    onChange(own.has(id) ? [...own].filter((one) => one !== id) : [...own, id]);
  return (
    <div className="mt-4 flex flex-wrap items-center gap-1.5">
      {client.tags.map((tag) => (
        <span key={tag.id} className="inline-flex items-center">
          <TagChip tag={tag} className="rounded-r-none border-r-0" />
          <button
            type="button"
            aria-label={t("removeTag", { name: tag.name })}
            onClick={() => toggle(tag.id)}
            className="grid h-5 w-5 place-items-center rounded-r-full border text-muted-foreground hover:bg-muted pointer-coarse:h-9 pointer-coarse:w-9"
          >
            <X aria-hidden="true" className="size-3" />
          </button>
        </span>
      ))}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="small" className="text-muted-foreground">
            <Plus aria-hidden="true" />
            {t("addTag")}
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          {tags.length === 0 ? (
            <p className="p-2 text-muted-foreground text-secondary">{t("noTags")}</p>
          ) : null}
          {tags.map((tag) => (
            <DropdownMenuItem
              key={tag.id}
              onSelect={(event) => {
                event.preventDefault();
                toggle(tag.id);
              }}
            >
              <TagChip tag={tag} />
              {own.has(tag.id) ? <Check aria-label={t("chosen")} className="ml-auto" /> : null}
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  );
}
