"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSettled } from "@/components/data/use-settled";
import { FileGlyph } from "@/components/media/file-glyph";
import { FileName } from "@/components/ui/file-name";
import { Input } from "@/components/ui/input";
import { Dialog, DialogContent } from "@/components/ui/overlay/dialog";
import { FailedNote } from "@/components/ui/states/failed-note";
import { Skeleton } from "@/components/ui/states/skeleton";
import type { Page } from "@/lib/core/schemas";
import type { Media } from "@/lib/media/schemas";

/** Chooses a file of the library. */
export function MediaPicker({
  onClose,
  onChoose,
}: {
  onClose: () => void;
  onChoose: (file: Media) => void;
}) {
  const t = useTranslations("chat");
  const [search, setSearch] = useState("");
  const settled = useSettled(search, 200);
  const query = new URLSearchParams({ limit: "60", ...(settled ? { search: settled } : {}) });
  const { data, isLoadingError, refetch } = useQuery<Page<Media>>({
    queryKey: ["media-picker", `/api/media/?${query}`],
    placeholderData: keepPreviousData,
  });
  const files = data?.results ?? null;

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={t("library")} closeLabel={t("close")} className="max-w-2xl">
        <Input
          type="search"
          value={search}
          onChange={({ target }) => setSearch(target.value)}
          placeholder={t("searchLibrary")}
          aria-label={t("searchLibrary")}
          className="mt-3"
        />
        {isLoadingError ? (
          <FailedNote onRetry={refetch} className="justify-center py-10" />
        ) : files?.length === 0 ? (
          <p className="py-10 text-center text-muted-foreground text-secondary">
            {search ? t("nothingFound") : t("libraryEmpty")}
          </p>
        ) : (
          <ul className="mt-3 grid min-h-40 grid-cols-3 gap-2 sm:grid-cols-4">
            {files === null
              ? ["a", "b", "c", "d"].map((key) => (
                  <Skeleton key={key} className="aspect-square rounded-card" />
                ))
              : files.map((file) => (
                  <li key={file.id}>
                    <button
                      type="button"
                      onClick={() => onChoose(file)}
                      className="block w-full rounded-card border p-1.5 text-left hover:bg-muted"
                    >
                      <FileGlyph file={file} />
                      <FileName name={file.name} className="mt-1 text-meta" />
                    </button>
                  </li>
                ))}
          </ul>
        )}
      </DialogContent>
    </Dialog>
  );
}
