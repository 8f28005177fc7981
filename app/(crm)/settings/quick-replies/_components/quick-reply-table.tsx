"use client";

import { Paperclip, Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRefusal } from "@/components/shell/use-refusal";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { Dialog, DialogContent } from "@/components/ui/overlay/dialog";
import { toast } from "@/components/ui/overlay/toast";
import { callApi } from "@/lib/api-client/call-api";
import type { Department } from "@/lib/departments/schemas";
import type { QuickReply } from "@/lib/quick-replies/schemas";
import { QuickReplyForm } from "./quick-reply-form";

/** Quick replies by shortcut, each with its text, files and department. */
export function QuickReplyTable({
  replies,
  departments,
  isAdmin,
}: {
  replies: QuickReply[];
  departments: Department[];
  isAdmin: boolean;
}) {
  const t = useTranslations();
  const router = useRouter();
  const ask = useRefusal();
  const [edited, setEdited] = useState<QuickReply>();
  const [deleted, setDeleted] = useState<QuickReply>();
  const nameOf = (id: number | null) =>
    departments.find((department) => department.id === id)?.name ??
    t("settings.quickReplies.everyDepartment");
  return (
    <>
      <Card className="max-w-3xl divide-y">
        {replies.map((reply) => (
          <div
            key={reply.id}
            data-testid={`quick-reply-${reply.id}`}
            className="flex items-start gap-3 px-4 py-3"
          >
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-2">
                <span className="font-medium text-primary">/{reply.shortcut}</span>
                <span className="font-medium">{reply.title}</span>
                <Badge>{nameOf(reply.department_id)}</Badge>
                {reply.media.length > 0 ? (
                  <span className="flex items-center gap-1 text-meta text-muted-foreground">
                    <Paperclip aria-hidden="true" className="size-3.5" />
                    {reply.media.length}
                  </span>
                ) : null}
              </p>
              <p className="line-clamp-2 text-muted-foreground text-secondary">{reply.content}</p>
            </div>
            <Button
              variant="ghost"
              size="icon"
              aria-label={t("settings.quickReplies.edit", { name: reply.title })}
              onClick={() => setEdited(reply)}
            >
              <Pencil aria-hidden="true" />
            </Button>
            <Button
              variant="ghost"
              size="icon"
              aria-label={t("settings.quickReplies.delete", { name: reply.title })}
              onClick={() => setDeleted(reply)}
            >
              <Trash2 aria-hidden="true" />
            </Button>
          </div>
        ))}
      </Card>
      <Dialog open={edited !== undefined} onOpenChange={() => setEdited(undefined)}>
        <DialogContent
          title={t("settings.quickReplies.editTitle")}
          closeLabel={t("common.close")}
          className="max-w-lg"
        >
          {edited ? (
            <QuickReplyForm
              reply={edited}
              departments={departments}
              isAdmin={isAdmin}
              onDone={() => {
                setEdited(undefined);
                router.refresh();
              }}
            />
          ) : null}
        </DialogContent>
      </Dialog>
      <ConfirmDialog
        isOpen={deleted !== undefined}
        onOpenChange={(isOpen) => !isOpen && setDeleted(undefined)}
        title={t("settings.quickReplies.deleteTitle", { name: deleted?.title ?? "" })}
        description={t("settings.quickReplies.deleteHint")}
        confirmLabel={t("settings.quickReplies.deleteYes")}
        cancelLabel={t("common.cancel")}
        onConfirm={() =>
          ask(async () => {
            await callApi(`/api/quick-replies/${deleted?.id}/`, { method: "DELETE" });
            toast(t("settings.quickReplies.deleted"));
          })
        }
      />
    </>
  );
}
