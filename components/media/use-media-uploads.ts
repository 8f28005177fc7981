"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { callApi } from "@/lib/api-client/call-api";
import { pictureSize } from "@/lib/api-client/picture-size";
import { sendToStorage } from "@/lib/api-client/send-to-storage";
import { maxUploadBytes } from "@/lib/attachments/terms";
import type { Media, MediaUpload } from "@/lib/media/schemas";

export type MediaUploading = {
  key: number;
  file: File;
  /** 0–1. */
  progress: number;
  /** Why it failed, in words; empty while it goes well. */
  problem: string;
};

/** Whether another attempt may end better: not when the file itself is refused. */
export const canRetry = ({ size }: File) => size > 0 && size <= maxUploadBytes;

/** How many files go to the storage at once. */
const atOnce = 3;

/** Files on their way into the library: a few at once, each with progress, cancel and retry. */
export function useMediaUploads(onStored: (file: Media) => void) {
  const t = useTranslations("media");
  const [uploads, setUploads] = useState<MediaUploading[]>([]);
  const cancels = useRef(new Map<number, AbortController>());
  const waiting = useRef<{ key: number; file: File }[]>([]);
  const running = useRef(0);
  const nextKey = useRef(1);

  const change = (key: number, part: Partial<MediaUploading>) =>
    setUploads((before) => before.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const drop = (key: number) => setUploads((before) => before.filter((one) => one.key !== key));

  async function upload(key: number, file: File) {
    const cancel = new AbortController();
    cancels.current.set(key, cancel);
    try {
      const begun = await callApi<MediaUpload>("/api/media/", {
        method: "POST",
        body: {
          name: file.name,
          mime_type: file.type || "application/octet-stream",
          size: file.size,
          ...(await pictureSize(file)),
        },
      });
      await sendToStorage(begun.upload, file, {
        signal: cancel.signal,
        onProgress: (progress) => change(key, { progress }),
      });
      const path = `/api/media/${begun.media.id}/complete/`;
      onStored(await callApi<Media>(path, { method: "POST" }));
      drop(key);
    } catch (error) {
      if (!cancel.signal.aborted) {
        change(key, { problem: (error as Error).message || t("uploadFailed") });
      }
    } finally {
      cancels.current.delete(key);
      running.current -= 1;
      startNext();
    }
  }

  function startNext() {
    const next = running.current < atOnce ? waiting.current.shift() : undefined;
    if (!next) return;
    running.current += 1;
    void upload(next.key, next.file);
    startNext();
  }

  function add(files: File[]) {
    for (const file of files) {
      const key = nextKey.current++;
      const problem =
        file.size > maxUploadBytes ? t("tooBig") : file.size === 0 ? t("emptyFile") : "";
      setUploads((before) => [...before, { key, file, progress: 0, problem }]);
      if (!problem) waiting.current.push({ key, file });
    }
    startNext();
  }

  function cancel(key: number) {
    waiting.current = waiting.current.filter((one) => one.key !== key);
    cancels.current.get(key)?.abort();
    drop(key);
  }

  function retry({ key, file }: MediaUploading) {
    if (!canRetry(file)) return;
    change(key, { problem: "", progress: 0 });
    waiting.current.push({ key, file });
    startNext();
  }

  return { uploads, add, cancel, retry };
}
