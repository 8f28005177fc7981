"use client";

import { ChevronLeft, ChevronRight, Download, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Primitive } from "radix-ui";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import type { Message } from "@/lib/messages/schemas";

const LightboxContext = createContext<(attachmentId: number) => void>(() => {});

/** Opens a picture of the thread over the whole window. */
export const useLightbox = () => useContext(LightboxContext);

/** Shows the thread's pictures one at a time; arrows go through them, Escape closes. */
export function LightboxProvider({
  messages,
  children,
}: {
  messages: Message[];
  children: ReactNode;
}) {
  const t = useTranslations("chat");
  const [openId, setOpenId] = useState<number | null>(null);
  const pictures = useMemo(
    () =>
      messages.flatMap(({ attachments }) =>
        attachments.filter((file) => file.kind === "photo" && file.status === "stored"),
      ),
    [messages],
  );
  const index = pictures.findIndex(({ id }) => id === openId);
  const picture = pictures[index];
  const go = (step: number) => setOpenId(pictures[index + step]?.id ?? openId);
  return (
    <LightboxContext value={setOpenId}>
      {children}
      <Primitive.Root open={picture !== undefined} onOpenChange={() => setOpenId(null)}>
        <Primitive.Portal>
          <Primitive.Overlay className="fixed inset-0 z-40 bg-black/85" />
          <Primitive.Content
            aria-describedby={undefined}
            onKeyDown={({ key }) => {
              if (key === "ArrowLeft") go(-1);
              if (key === "ArrowRight") go(1);
            }}
            className="dark fixed inset-0 z-50 flex flex-col text-foreground outline-none"
          >
            <div className="flex h-12 shrink-0 items-center gap-2 px-3">
              <Primitive.Title className="min-w-0 flex-1 truncate text-secondary">
                {picture?.name} · {index + 1} / {pictures.length}
              </Primitive.Title>
              <Button asChild variant="ghost" size="icon">
                <a href={`/api/attachments/${picture?.id}/?download=1`} aria-label={t("download")}>
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
              {picture ? (
                <img
                  src={`/api/attachments/${picture.id}/`}
                  alt={picture.name}
                  className="size-full object-contain"
                />
              ) : null}
              {index > 0 ? (
                <Button
                  variant="outline"
                  size="icon"
                  aria-label={t("previousPicture")}
                  onClick={() => go(-1)}
                  className="absolute top-1/2 left-3 rounded-full"
                >
                  <ChevronLeft aria-hidden="true" />
                </Button>
              ) : null}
              {index < pictures.length - 1 ? (
                <Button
                  variant="outline"
                  size="icon"
                  aria-label={t("nextPicture")}
                  onClick={() => go(1)}
                  className="absolute top-1/2 right-3 rounded-full"
                >
                  <ChevronRight aria-hidden="true" />
                </Button>
              ) : null}
            </div>
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </LightboxContext>
  );
}
