"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { callApi } from "@/lib/api-client/call-api";
import { pictureSize } from "@/lib/api-client/picture-size";
import { sendToStorage } from "@/lib/api-client/send-to-storage";
import type { Attachment, Upload } from "@/lib/attachments/schemas";
import { isPictureAsDocument, maxUploadBytes } from "@/lib/attachments/terms";
import type { Media } from "@/lib/media/schemas";

export type UploadingFile = {
  key: number;
  file: File | { name: string };
  /** 0–1. */
  progress: number;
  state: "uploading" | "stored" | "failed";
  attachmentId: number | null;
  /** Why it failed, in words. */
  reason: string;
  /** A picture that Telegram takes only as a file. */
  isPictureAsFile?: boolean;
  /** Set for a voice note, which a retry must keep one. */
  voiceSeconds?: number | undefined;
  /** Set for a file of the library. */
  mediaId?: number;
};

/** Files on their way straight to S3, or copied from the library, with progress, cancel and retry. */
export function useUploads() {
  const t = useTranslations("chat");
  const [files, setFiles] = useState<UploadingFile[]>([]);
  const cancels = useRef(new Map<number, AbortController>());
  /** What was begun for which file, stored or not: taken back with it. */
  const begunIds = useRef(new Map<number, number>());
  const removed = useRef(new Set<number>());
  const nextKey = useRef(1);

  const change = (key: number, part: Partial<UploadingFile>) =>
    setFiles((before) => before.map((item) => (item.key === key ? { ...item, ...part } : item)));

  async function upload(key: number, file: File, voiceSeconds?: number) {
    change(key, { state: "uploading", progress: 0, reason: "" });
    try {
      const begun = await callApi<Upload>("/api/attachments/", {
        method: "POST",
        body: {
          name: file.name,
          mime_type: file.type || "application/octet-stream",
          size: file.size,
          ...(await pictureSize(file)),
          ...(voiceSeconds ? { is_voice: true, duration: voiceSeconds } : {}),
        },
      });
      begunIds.current.set(key, begun.attachment.id);
      if (removed.current.has(key)) return takeBack(key);
      const cancel = new AbortController();
      cancels.current.set(key, cancel);
      await sendToStorage(begun.upload, file, {
        signal: cancel.signal,
        onProgress: (progress) => change(key, { progress }),
      });
      const stored = await callApi<Attachment>(
        `/api/attachments/${begun.attachment.id}/complete/`,
        { method: "POST" },
      );
      change(key, { ...storedAs(stored), progress: 1 });
    } catch (error) {
      takeBack(key);
      change(key, {
        state: "failed",
        reason: (error instanceof Error && error.message) || t("uploadFailed"),
      });
    }
  }

  function add(list: File[], voiceSeconds?: number) {
    for (const file of list) {
      const key = nextKey.current++;
      const problem = isTooBig(file) ? t("tooBig") : file.size === 0 ? t("emptyFile") : "";
      const state = problem ? ("failed" as const) : ("uploading" as const);
      setFiles((before) => [
        ...before,
        { key, file, progress: 0, state, attachmentId: null, reason: problem, voiceSeconds },
      ]);
      if (!problem) void upload(key, file, voiceSeconds);
    }
  }

  function retry({ key, file, voiceSeconds, mediaId }: UploadingFile) {
    if (mediaId) void copy(key, mediaId);
    else if (file instanceof File && canRetry({ file })) void upload(key, file, voiceSeconds);
  }

  /**
   * Files of the library. They stand in the composer before they are copied: a message that was sent
   * meanwhile would leave without them.
   */
  function addMedia(list: Pick<Media, "id" | "name">[]) {
    for (const { id: mediaId, name } of list) {
      const key = nextKey.current++;
      const state = "uploading" as const;
      setFiles((before) => [
        ...before,
        { key, file: { name }, progress: 0, state, attachmentId: null, reason: "", mediaId },
      ]);
      void copy(key, mediaId);
    }
  }

  async function copy(key: number, mediaId: number) {
    change(key, { state: "uploading", reason: "" });
    try {
      const copied = await callApi<Attachment>(`/api/media/${mediaId}/attach/`, { method: "POST" });
      begunIds.current.set(key, copied.id);
      if (removed.current.has(key)) return takeBack(key);
      change(key, { ...storedAs(copied), progress: 1 });
    } catch (error) {
      const reason = (error instanceof Error && error.message) || t("attachFailed");
      change(key, { state: "failed", reason });
    }
  }

  /** Tells the desk that the file will not be sent; when that fails, it is tidied away in time. */
  function takeBack(key: number) {
    const id = begunIds.current.get(key);
    begunIds.current.delete(key);
    if (id) callApi(`/api/attachments/${id}/`, { method: "DELETE" }).catch(() => undefined);
  }

  function remove(key: number) {
    removed.current.add(key);
    cancels.current.get(key)?.abort();
    takeBack(key);
    setFiles((before) => before.filter((item) => item.key !== key));
  }

  /** They left with a message; what was added since stays. */
  function removeSent(keys: number[]) {
    setFiles((before) => before.filter(({ key }) => !keys.includes(key)));
  }

  return { files, add, addMedia, remove, removeSent, retry };
}

const isTooBig = ({ size }: File) => size > maxUploadBytes;

/** Whether another attempt may end better: not when the file itself is refused. */
export function canRetry({ file, mediaId }: Pick<UploadingFile, "file" | "mediaId">): boolean {
  return mediaId !== undefined || (file instanceof File && !isTooBig(file) && file.size > 0);
}

function storedAs(file: Attachment) {
  const isPictureAsFile = isPictureAsDocument(file);
  return { state: "stored" as const, attachmentId: file.id, isPictureAsFile };
}
