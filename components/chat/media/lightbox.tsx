"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { lazyPart } from "@/components/ui/states/lazy-part";
import type { Message } from "@/lib/messages/schemas";

// Its dialog's code comes with the first picture that is opened.
const LightboxPanel = lazyPart(async () => (await import("./lightbox-panel")).LightboxPanel);

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
  return (
    <LightboxContext value={setOpenId}>
      {children}
      {picture ? (
        <LightboxPanel
          picture={picture}
          index={index}
          count={pictures.length}
          onGo={(step) => setOpenId(pictures[index + step]?.id ?? openId)}
          onClose={() => setOpenId(null)}
        />
      ) : null}
    </LightboxContext>
  );
}
