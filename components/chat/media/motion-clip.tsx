"use client";

import { Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import type { Attachment } from "@/lib/attachments/schemas";
import { mediaBox } from "./media-box";
import { useReducedMotion } from "./use-reduced-motion";

/** A GIF or a video sticker: plays over and over without sound; a click stops it. Still when motion is unwanted. */
export function MotionClip({ file, label }: { file: Attachment; label: string }) {
  const t = useTranslations("chat");
  const isStill = useReducedMotion();
  const [isStopped, setIsStopped] = useState<boolean | null>(null);
  const isPlaying = isStopped === null ? !isStill : !isStopped;
  const video = useRef<HTMLVideoElement>(null);
  const isSticker = file.kind === "sticker";

  useEffect(() => {
    // A browser that saves power may refuse: the still picture stays.
    if (isPlaying) void video.current?.play().catch(() => undefined);
    else video.current?.pause();
  }, [isPlaying]);

  return (
    <button
      type="button"
      aria-label={`${label}: ${isPlaying ? t("stopClip") : t("playClip")}`}
      onClick={() => setIsStopped(isPlaying)}
      className="relative block max-w-full"
    >
      <video
        ref={video}
        loop
        muted
        playsInline
        preload={isPlaying ? "auto" : "metadata"}
        src={`/api/attachments/${file.id}/`}
        style={mediaBox(file, isSticker ? 160 : undefined)}
        className={`max-w-full ${isSticker ? "" : "rounded-card bg-muted"}`}
      />
      {isPlaying ? null : (
        <span className="absolute inset-0 m-auto grid size-10 place-items-center rounded-full bg-black/50 text-white">
          <Play aria-hidden="true" className="size-5" />
        </span>
      )}
    </button>
  );
}
