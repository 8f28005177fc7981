import { RotateCw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FileName } from "@/components/ui/file-name";
import { cleanFileName } from "@/lib/attachments/file-name";
import { canRetry, type useMediaUploads } from "./use-media-uploads";

/** Files on their way, each with its progress or what went wrong. */
export function UploadList({ uploads }: { uploads: ReturnType<typeof useMediaUploads> }) {
  const t = useTranslations("media");
  if (uploads.uploads.length === 0) return null;
  return (
    <Card className="mb-4 divide-y" aria-label={t("uploading")} role="group">
      {uploads.uploads.map((one) => (
        <div key={one.key} className="flex items-center gap-3 px-3 py-2 text-secondary">
          <FileName name={one.file.name} className="flex-1" />
          {one.problem ? (
            <>
              <span role="alert" className="text-destructive">
                {one.problem}
              </span>
              {canRetry(one.file) ? (
                <Button
                  variant="ghost"
                  size="icon"
                  aria-label={t("retry")}
                  onClick={() => uploads.retry(one)}
                >
                  <RotateCw aria-hidden="true" />
                </Button>
              ) : null}
            </>
          ) : (
            <>
              <progress
                value={Math.round(one.progress * 100)}
                max={100}
                aria-label={cleanFileName(one.file.name)}
                className="h-1.5 w-28 accent-primary"
              />
              <span className="w-10 text-right text-meta text-muted-foreground tabular-nums">
                {Math.round(one.progress * 100)}%
              </span>
            </>
          )}
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("cancelUpload", { name: cleanFileName(one.file.name) })}
            onClick={() => uploads.cancel(one.key)}
          >
            <X aria-hidden="true" />
          </Button>
        </div>
      ))}
    </Card>
  );
}
