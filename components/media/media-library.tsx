"use client";

import { keepPreviousData, useQueryClient } from "@tanstack/react-query";
import { CircleAlert, Images, Search, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { type DragEvent, useRef, useState } from "react";
import { usePages } from "@/components/data/use-pages";
import { freshFor, useSeed } from "@/components/data/use-seed";
import { useSettled } from "@/components/data/use-settled";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Input, NativeSelect } from "@/components/ui/input";
import { EmptyState } from "@/components/ui/states/empty-state";
import type { Page } from "@/lib/core/schemas";
import type { Media } from "@/lib/media/schemas";
import { MediaCard } from "./media-card";
import { MediaDialog } from "./media-dialog";
import { UploadList } from "./upload-list";
import { useMediaUploads } from "./use-media-uploads";

const kinds = ["image", "video", "audio", "document"] as const;
type MediaKind = (typeof kinds)[number];

const root = "media";
const keyOf = (search: string, kind: MediaKind | null) => {
  const query = new URLSearchParams({
    limit: "60",
    ...(search ? { search } : {}),
    ...(kind ? { kind } : {}),
  });
  return [root, `/api/media/?${query}`];
};

/** The library: everyone looks and copies, admins drop files in, rename and delete. */
export function MediaLibrary({ initial, mayWrite }: { initial: Page<Media>; mayWrite: boolean }) {
  const t = useTranslations("media");
  const [typed, setTyped] = useState("");
  const search = useSettled(typed.trim());
  const [kind, setKind] = useState<MediaKind | null>(null);
  const [openFile, setOpenFile] = useState<Media | null>(null);
  const [isOver, setIsOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const client = useQueryClient();
  useSeed(keyOf("", null), { pages: [initial], pageParams: [""] });
  const library = usePages<Media>(keyOf(search, kind), {
    staleTime: freshFor,
    placeholderData: keepPreviousData,
  });
  const reload = () => void client.invalidateQueries({ queryKey: [root] });
  const uploads = useMediaUploads(reload);

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    if (mayWrite) uploads.add([...event.dataTransfer.files]);
  }

  return (
    <>
      <PageHeader title={t("title")}>
        <div className="relative max-sm:order-last max-sm:min-w-40 max-sm:flex-1">
          <Search
            aria-hidden="true"
            className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted-foreground"
          />
          <Input
            type="search"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            placeholder={t("search")}
            aria-label={t("search")}
            className="pl-8 sm:w-56"
          />
        </div>
        <NativeSelect
          aria-label={t("kind")}
          value={kind ?? ""}
          onChange={({ target }) => setKind(kinds.find((one) => one === target.value) ?? null)}
          className="w-auto max-sm:order-last"
        >
          <option value="">{t("kinds.all")}</option>
          {kinds.map((one) => (
            <option key={one} value={one}>
              {t(`kinds.${one}`)}
            </option>
          ))}
        </NativeSelect>
        {mayWrite ? (
          <>
            <Button onClick={() => picker.current?.click()}>
              <Upload aria-hidden="true" />
              {t("upload")}
            </Button>
            <input
              ref={picker}
              type="file"
              multiple
              hidden
              data-testid="media-input"
              onChange={({ target }) => {
                uploads.add([...(target.files ?? [])]);
                target.value = "";
              }}
            />
          </>
        ) : null}
      </PageHeader>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping files is a convenience beside the button */}
      <div
        onDrop={onDrop}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(mayWrite);
        }}
        onDragLeave={() => setIsOver(false)}
        className={cn(
          "min-h-0 flex-1 overflow-auto p-4",
          isOver && "bg-accent outline-2 outline-dashed outline-ring -outline-offset-8",
        )}
      >
        <UploadList uploads={uploads} />
        {library.isLoadingError || library.isRefetchError ? (
          <EmptyState
            icon={CircleAlert}
            title={t("failed")}
            action={
              <Button variant="outline" onClick={() => void library.refetch()}>
                {t("retry")}
              </Button>
            }
          />
        ) : library.items?.length === 0 ? (
          <EmptyState icon={Images} title={search || kind ? t("nothingFound") : t("empty")}>
            {search || kind ? null : mayWrite ? t("emptyHint") : t("emptyForOperators")}
          </EmptyState>
        ) : (
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(140px,1fr))] gap-3 sm:grid-cols-[repeat(auto-fill,minmax(168px,1fr))]">
            {library.items?.map((file) => (
              <MediaCard key={file.id} file={file} onOpen={() => setOpenFile(file)} />
            ))}
          </ul>
        )}
        {library.hasNextPage ? (
          <div className="mt-4 grid justify-items-center gap-2">
            {library.isFetchNextPageError ? (
              <p role="alert" className="text-destructive text-secondary">
                {t("moreFailed")}
              </p>
            ) : null}
            <Button
              variant="outline"
              isUnavailable={library.isFetchingNextPage}
              onClick={() => void library.fetchNextPage()}
            >
              {library.isFetchNextPageError ? t("retry") : t("more")}
            </Button>
          </div>
        ) : null}
      </div>
      <MediaDialog
        key={openFile?.id}
        file={openFile}
        mayWrite={mayWrite}
        onClose={() => setOpenFile(null)}
        onChanged={(file) => {
          reload();
          setOpenFile(file);
        }}
        onDeleted={reload}
      />
    </>
  );
}
