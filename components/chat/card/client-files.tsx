"use client";

import { FileText } from "lucide-react";
import { useTranslations } from "next-intl";
import { usePages } from "@/components/data/use-pages";
import { FileSize } from "@/components/media/file-size";
import { Button } from "@/components/ui/button";
import { FileName } from "@/components/ui/file-name";
import { FailedNote } from "@/components/ui/states/failed-note";
import { Skeleton } from "@/components/ui/states/skeleton";
import type { Attachment } from "@/lib/attachments/schemas";
import { realtimeEvents } from "@/lib/realtime/events";

/** The files of the conversation, newest first. */
export function ClientFiles({ clientId }: { clientId: number }) {
  const t = useTranslations("chat");
  const files = usePages<Attachment>([
    realtimeEvents.conversationChanged,
    clientId,
    `/api/clients/${clientId}/files/?limit=20`,
  ]);

  if (files.isLoadingError) return <FailedNote onRetry={files.refetch} className="mt-2" />;
  if (!files.items) return <Skeleton className="mt-3 h-12" />;
  if (files.items.length === 0) {
    return <p className="mt-3 text-muted-foreground text-secondary">{t("noFiles")}</p>;
  }
  return (
    <>
      <ul className="mt-2 grid grid-cols-1 gap-0.5">
        {files.items.map((file) => (
          <li key={file.id}>
            <a
              href={`/api/attachments/${file.id}/${file.kind === "photo" ? "" : "?download=1"}`}
              target={file.kind === "photo" ? "_blank" : undefined}
              rel="noreferrer"
              className="flex items-center gap-2 rounded-control p-1.5 hover:bg-muted"
            >
              {file.kind === "photo" && file.status === "stored" ? (
                <img
                  src={`/api/attachments/${file.id}/`}
                  alt=""
                  loading="lazy"
                  className="size-8 shrink-0 rounded-control bg-muted object-cover"
                />
              ) : (
                <FileText aria-hidden="true" className="m-1.5 size-5 shrink-0 text-primary" />
              )}
              <span className="min-w-0 flex-1">
                <FileName name={file.name} className="text-secondary" />
                {file.size === null ? null : <FileSize bytes={file.size} />}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {files.hasNextPage ? (
        <Button variant="ghost" size="small" onClick={files.more}>
          {t("moreFiles")}
        </Button>
      ) : null}
    </>
  );
}
