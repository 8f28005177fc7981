"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { Attachment } from "@/lib/attachments/schemas";
import { readDrawing } from "./safe-drawing";
import { useReducedMotion } from "./use-reduced-motion";

/** Telegram's animated sticker, a packed Lottie drawing; its emoji until it is there, or if it cannot be. */
export function AnimatedSticker({ file, emoji }: { file: Attachment; emoji: string }) {
  const t = useTranslations("chat");
  const place = useRef<HTMLDivElement>(null);
  const isStill = useReducedMotion();
  const [isDrawn, setIsDrawn] = useState(false);

  useEffect(() => {
    let isOver = false;
    let stop = () => {};
    async function draw() {
      const [{ default: lottie }, animationData] = await Promise.all([
        import("lottie-web/build/player/lottie_light_canvas"),
        fetchDrawing(`/api/attachments/${file.id}/`),
      ]);
      if (isOver || !place.current) return;
      const player = lottie.loadAnimation({
        container: place.current,
        renderer: "canvas",
        loop: true,
        autoplay: !isStill,
        animationData,
      });
      stop = () => player.destroy();
      setIsDrawn(true);
    }
    draw().catch(() => undefined);
    return () => {
      isOver = true;
      stop();
      setIsDrawn(false);
    };
  }, [file.id, isStill]);

  return (
    <div role="img" aria-label={`${t("kind.sticker")} ${emoji}`} className="relative size-40">
      {isDrawn ? null : (
        <span className="absolute inset-0 grid place-items-center text-[72px] leading-none">
          {emoji || "🖼️"}
        </span>
      )}
      <div ref={place} className="size-full" />
    </div>
  );
}

async function fetchDrawing(address: string): Promise<object> {
  const response = await fetch(address);
  if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
  return readDrawing(response.body);
}
