"use client";

import { Copy, Download, Trash2 } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useSchemaForm } from "@/components/form/use-schema-form";
import { useRefusal } from "@/components/shell/use-refusal";
import { Button } from "@/components/ui/button";
import { FieldFault, FormError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { Dialog, DialogContent } from "@/components/ui/overlay/dialog";
import { toast } from "@/components/ui/overlay/toast";
import { callApi } from "@/lib/api-client/call-api";
import type { Media } from "@/lib/media/schemas";
import { FileGlyph } from "./file-glyph";
import { FileSize } from "./file-size";

/** A file of the library in full: preview, name, where it is used, copy, download, delete. */
export function MediaDialog({
  file,
  mayWrite,
  onClose,
  onChanged,
  onDeleted,
}: {
  file: Media | null;
  mayWrite: boolean;
  onClose: () => void;
  onChanged: (file: Media) => void;
  onDeleted: (id: number) => void;
}) {
  const t = useTranslations("media");
  const format = useFormatter();
  const ask = useRefusal();
  const [isDeleting, setIsDeleting] = useState(false);
  if (!file) return null;
  const uses = file.used_in.map(({ shortcut }) => `/${shortcut}`).join(", ");

  async function copyLink() {
    if (!file) return;
    try {
      const { url } = await callApi<Media>(`/api/media/${file.id}/`);
      await navigator.clipboard.writeText(url ?? "");
      toast.success(t("linkCopied"));
    } catch {
      toast.error(t("copyFailed"));
    }
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={file.name} closeLabel={t("close")} className="max-w-lg">
        <Preview file={file} />
        {mayWrite ? <RenameForm file={file} onChanged={onChanged} /> : null}
        <div className="mt-3 text-muted-foreground text-secondary">
          <FileSize bytes={file.size} />
          <p>{format.dateTime(new Date(file.created_at), { dateStyle: "long" })}</p>
          <p>{uses ? t("usedIn", { names: uses }) : t("notUsed")}</p>
        </div>
        <div className="mt-4 flex flex-wrap gap-2">
          <Button asChild variant="outline">
            <a href={`/api/media/${file.id}/file/?download=1`}>
              <Download aria-hidden="true" />
              {t("download")}
            </a>
          </Button>
          <Button variant="outline" onClick={copyLink}>
            <Copy aria-hidden="true" />
            {t("copyLink")}
          </Button>
          {mayWrite ? (
            <Button variant="outline" className="ml-auto" onClick={() => setIsDeleting(true)}>
              <Trash2 aria-hidden="true" />
              {t("delete")}
            </Button>
          ) : null}
        </div>
        <ConfirmDialog
          isOpen={isDeleting}
          onOpenChange={setIsDeleting}
          title={t("deleteTitle", { name: file.name })}
          description={uses ? t("deleteUsedHint", { names: uses }) : t("deleteHint")}
          confirmLabel={t("delete")}
          cancelLabel={t("cancel")}
          onConfirm={() =>
            ask(async () => {
              const force = uses ? "?force=1" : "";
              await callApi(`/api/media/${file.id}/${force}`, { method: "DELETE" });
              onDeleted(file.id);
              onClose();
            })
          }
        />
      </DialogContent>
    </Dialog>
  );
}

function RenameForm({ file, onChanged }: { file: Media; onChanged: (file: Media) => void }) {
  const t = useTranslations("media");
  const { form, props, field, control, error, isPending } = useSchemaForm({
    id: "media",
    schema: async () => (await import("@/lib/media/schemas")).renameMediaSchema,
    defaults: { name: file.name },
    toInput: (values) => values,
    async save(body) {
      onChanged(await callApi<Media>(`/api/media/${file.id}/`, { method: "PATCH", body }));
      toast.success(t("renamed"));
    },
  });
  const isSame = form.watch("name").trim() === file.name;
  return (
    <form {...props} className="mt-4 grid gap-2">
      <div className="flex gap-2">
        <Input required maxLength={255} aria-label={t("name")} {...control("name")} />
        <Button type="submit" variant="outline" disabled={isSame} isUnavailable={isPending}>
          {t("rename")}
        </Button>
      </div>
      <FieldFault id={field("name").id}>{field("name").error}</FieldFault>
      <FormError>{error}</FormError>
    </form>
  );
}

function Preview({ file }: { file: Media }) {
  const src = `/api/media/${file.id}/file/`;
  if (/^image\/(jpeg|png|webp|gif)$/.test(file.mime_type)) {
    return (
      <img
        src={src}
        alt={file.name}
        className="mt-4 max-h-80 w-full rounded-card bg-muted object-contain"
      />
    );
  }
  if (/^video\/(mp4|webm)$/.test(file.mime_type)) {
    return <video controls preload="metadata" src={src} className="mt-4 max-h-80 w-full" />;
  }
  if (/^audio\/(ogg|mpeg|mp4)$/.test(file.mime_type)) {
    return <audio controls preload="metadata" src={src} className="mt-4 w-full" />;
  }
  return (
    <div className="mx-auto mt-4 w-32">
      <FileGlyph file={file} />
    </div>
  );
}
