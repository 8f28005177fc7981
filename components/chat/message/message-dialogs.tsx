"use client";

import { useQuery } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "next-intl";
import { previewWord } from "@/components/chat/preview-word";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { Dialog, DialogContent } from "@/components/ui/overlay/dialog";
import { FailedNote } from "@/components/ui/states/failed-note";
import { Skeleton } from "@/components/ui/states/skeleton";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import type { Page } from "@/lib/core/schemas";
import type { Message, MessageVersion } from "@/lib/messages/schemas";

/** Asks before a message is taken back: that cannot be undone. */
export function DeleteDialog({
  message,
  onClose,
}: {
  message: Message | null;
  onClose: () => void;
}) {
  const t = useTranslations("chat");
  if (!message) return null;
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={message.is_internal ? t("deleteNoteTitle") : t("deleteTitle")}
      description={message.is_internal ? t("deleteNoteHint") : t("deleteHint")}
      confirmLabel={t("delete")}
      cancelLabel={t("cancel")}
      onConfirm={() =>
        callApi(`/api/messages/${message.id}/`, { method: "DELETE" }).then(
          () => undefined,
          (error) => (error instanceof ApiError && error.message) || t("changeFailed"),
        )
      }
    />
  );
}

/** The earlier texts of an edited message. */
export function HistoryDialog({
  message,
  onClose,
}: {
  message: Message | null;
  onClose: () => void;
}) {
  const t = useTranslations("chat");
  const format = useFormatter();
  const { data, isPending, isLoadingError, refetch } = useQuery<Page<MessageVersion>>({
    queryKey: ["versions", `/api/messages/${message?.id}/versions/?limit=200`],
    enabled: message !== null,
  });

  if (!message) return null;
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={t("historyTitle")} closeLabel={t("close")}>
        <ol className="mt-4 grid gap-3">
          {isLoadingError ? (
            <li>
              <FailedNote onRetry={refetch} />
            </li>
          ) : null}
          {isPending ? (
            <li>
              <Skeleton className="h-12" />
            </li>
          ) : null}
          {data?.results.map((version) => (
            <li key={version.id} className="rounded-card border p-3">
              <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
                {version.content || previewWord(t, version.kind)}
              </p>
              {version.attachments.map((file) => (
                <p key={file.id} className="text-secondary [overflow-wrap:anywhere]">
                  {file.status === "stored" ? (
                    <a
                      href={`/api/attachments/${file.id}/?download=1`}
                      className="text-primary underline underline-offset-2"
                    >
                      {file.name}
                    </a>
                  ) : (
                    file.name
                  )}
                </p>
              ))}
              <p className="mt-1 text-meta text-muted-foreground">
                {t("replacedAt", {
                  at: format.dateTime(new Date(version.replaced_at), {
                    dateStyle: "medium",
                    timeStyle: "short",
                  }),
                })}
              </p>
            </li>
          ))}
          <li className="rounded-card border border-primary/40 p-3">
            <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
              {message.content ||
                (message.deleted_at ? t("deleted") : previewWord(t, message.kind))}
            </p>
            <p className="mt-1 text-meta text-muted-foreground">{t("currentText")}</p>
          </li>
        </ol>
      </DialogContent>
    </Dialog>
  );
}
