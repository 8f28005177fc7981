"use client";

import { Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRefusal } from "@/components/shell/use-refusal";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { toast } from "@/components/ui/overlay/toast";
import { TagChip } from "@/components/ui/tag-chip";
import { callApi } from "@/lib/api-client/call-api";
import type { Tag } from "@/lib/tags/schemas";
import { TagForm } from "./tag-form";

/** The form that is left takes the focus with it: back to where it came from, unless the person is elsewhere. */
const focusOn = (button: HTMLButtonElement | null) => {
  if (document.activeElement === document.body) button?.focus();
};

/** The tags, each edited in its place. */
export function TagList({ tags }: { tags: Tag[] }) {
  const t = useTranslations();
  const ask = useRefusal();
  const [editedId, setEditedId] = useState<number>();
  const [leftId, setLeftId] = useState<number>();
  const [deleted, setDeleted] = useState<Tag>();
  return (
    <>
      <Card className="max-w-3xl divide-y">
        {tags.map((tag) => (
          <div
            key={tag.id}
            data-testid={`tag-${tag.id}`}
            className="flex items-center gap-2 px-4 py-2"
          >
            {editedId === tag.id ? (
              <TagForm
                tag={tag}
                onDone={() => {
                  setLeftId(tag.id);
                  setEditedId(undefined);
                }}
              />
            ) : (
              <>
                <TagChip tag={tag} />
                <span className="flex-1" />
                <Button
                  ref={tag.id === leftId ? focusOn : undefined}
                  variant="ghost"
                  size="icon"
                  aria-label={t("settings.tags.edit", { name: tag.name })}
                  onClick={() => setEditedId(tag.id)}
                >
                  <Pencil aria-hidden="true" />
                </Button>
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={t("settings.tags.delete", { name: tag.name })}
                  onClick={() => setDeleted(tag)}
                >
                  <Trash2 aria-hidden="true" />
                </Button>
              </>
            )}
          </div>
        ))}
      </Card>
      <ConfirmDialog
        isOpen={deleted !== undefined}
        onOpenChange={(isOpen) => !isOpen && setDeleted(undefined)}
        title={t("settings.tags.deleteTitle", { name: deleted?.name ?? "" })}
        description={t("settings.tags.deleteHint")}
        confirmLabel={t("settings.tags.deleteYes")}
        cancelLabel={t("common.cancel")}
        onConfirm={() =>
          ask(async () => {
            await callApi(`/api/tags/${deleted?.id}/`, { method: "DELETE" });
            toast(t("settings.tags.deleted"));
          })
        }
      />
    </>
  );
}
