"use client";

import { FileText } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { FileSize } from "@/components/media/file-size";
import { Button } from "@/components/ui/button";
import { FileName } from "@/components/ui/file-name";
import { Skeleton } from "@/components/ui/skeleton";
import { callApi } from "@/lib/api-client/call-api";
import type { Attachment } from "@/lib/attachments/schemas";
import type { Page } from "@/lib/core/schemas";

/** The files of the conversation, newest first. */
export function ClientFiles({ clientId }: { clientId: number }) {
  const t = useTranslations("chat");
  const [page, setPage] = useState<Page<Attachment> | null>(null);

  useEffect(() => {
    setPage(null);
    callApi<Page<Attachment>>(`/api/clients/${clientId}/files/?limit=20`)
      .then(setPage)
      .catch(() => setPage({ results: [], next_cursor: null }));
  }, [clientId]);

  async function more(cursor: string) {
    const query = new URLSearchParams({ limit: "50", cursor });
    const next = await callApi<Page<Attachment>>(`/api/clients/${clientId}/files/?${query}`);
    setPage((before) => ({ ...next, results: [...(before?.results ?? []), ...next.results] }));
  }

  if (page === null) return <Skeleton className="mt-3 h-12" />;
  if (page.results.length === 0) {
    return <p className="mt-3 text-muted-foreground text-secondary">{t("noFiles")}</p>;
  }
  return (
    <>
      <ul className="mt-2 grid gap-0.5">
        {page.results.map((file) => (
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
      {page.next_cursor ? (
        <Button variant="ghost" size="small" onClick={() => more(page.next_cursor ?? "")}>
          {t("moreFiles")}
        </Button>
      ) : null}
    </>
  );
}
