import { RotateCw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { FileName } from "@/components/ui/file-name";
import { cleanFileName } from "@/lib/attachments/file-name";
import { canRetry, type UploadingFile, type useUploads } from "./use-uploads";

/** Files that go with the next message, with progress, cancel and retry. */
export function FileRows({ uploads }: { uploads: ReturnType<typeof useUploads> }) {
  if (uploads.files.length === 0) return null;
  return (
    <ul className="mb-2 grid grid-cols-1 gap-1">
      {uploads.files.map((item) => (
        <FileRow key={item.key} item={item} onRemove={uploads.remove} onRetry={uploads.retry} />
      ))}
    </ul>
  );
}

function FileRow({
  item,
  onRemove,
  onRetry,
}: {
  item: UploadingFile;
  onRemove: (key: number) => void;
  onRetry: (item: UploadingFile) => void;
}) {
  const t = useTranslations("chat");
  const percent = Math.round(item.progress * 100);
  return (
    <li className="flex items-center gap-2 rounded-control bg-muted px-2 py-1 text-secondary">
      <FileName name={item.file.name} className="flex-1" />
      {item.state === "failed" ? (
        <>
          <span role="alert" className="text-destructive">
            {item.reason}
          </span>
          {canRetry(item) ? (
            <Button
              variant="ghost"
              size="icon"
              aria-label={t("retry")}
              onClick={() => onRetry(item)}
            >
              <RotateCw aria-hidden="true" />
            </Button>
          ) : null}
        </>
      ) : item.isPictureAsFile ? (
        <span className="text-muted-foreground">{t("willBeFile")}</span>
      ) : (
        <progress
          value={percent}
          max={100}
          aria-label={cleanFileName(item.file.name)}
          className="h-1.5 w-24 accent-primary"
        />
      )}
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("removeFile")}
        onClick={() => onRemove(item.key)}
      >
        <X aria-hidden="true" />
      </Button>
    </li>
  );
}
