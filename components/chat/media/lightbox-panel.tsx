"use client";

import { ChevronLeft, ChevronRight, Download, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Primitive } from "radix-ui";
import { Button } from "@/components/ui/button";
import { FileName } from "@/components/ui/file-name";
import type { Attachment } from "@/lib/attachments/schemas";

/** One picture over the whole window, with its neighbours an arrow away. */
export function LightboxPanel({
  picture,
  index,
  count,
  onGo,
  onClose,
}: {
  picture: Attachment;
  index: number;
  count: number;
  onGo: (step: number) => void;
  onClose: () => void;
}) {
  const t = useTranslations("chat");
  return (
    <Primitive.Root open onOpenChange={onClose}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-black/85" />
        <Primitive.Content
          aria-describedby={undefined}
          onKeyDown={({ key }) => {
            if (key === "ArrowLeft") onGo(-1);
            if (key === "ArrowRight") onGo(1);
          }}
          className="dark fixed inset-0 z-50 flex flex-col text-foreground outline-none"
        >
          <div className="flex h-12 shrink-0 items-center gap-2 px-3">
            <Primitive.Title className="flex min-w-0 flex-1 gap-1 text-secondary">
              <FileName name={picture.name} />
              <span className="shrink-0">
                · {index + 1} / {count}
              </span>
            </Primitive.Title>
            <Button asChild variant="ghost" size="icon">
              <a href={`/api/attachments/${picture.id}/?download=1`} aria-label={t("download")}>
                <Download aria-hidden="true" />
              </a>
            </Button>
            <Primitive.Close asChild>
              <Button variant="ghost" size="icon" aria-label={t("close")}>
                <X aria-hidden="true" />
              </Button>
            </Primitive.Close>
          </div>
          <div className="relative min-h-0 flex-1 p-3 pt-0">
            <img
              src={`/api/attachments/${picture.id}/`}
              alt={picture.name}
              className="size-full object-contain"
            />
            {index > 0 ? (
              <Button
                variant="outline"
                size="icon"
                aria-label={t("previousPicture")}
                onClick={() => onGo(-1)}
                className="absolute top-1/2 left-3 rounded-full"
              >
                <ChevronLeft aria-hidden="true" />
              </Button>
            ) : null}
            {index < count - 1 ? (
              <Button
                variant="outline"
                size="icon"
                aria-label={t("nextPicture")}
                onClick={() => onGo(1)}
                className="absolute top-1/2 right-3 rounded-full"
              >
                <ChevronRight aria-hidden="true" />
              </Button>
            ) : null}
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
