"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { callApi } from "@/lib/api-client/call-api";
import { type Attachment, maxUploadBytes, type Upload } from "@/lib/attachments/schemas";

export type UploadingFile = {
  key: number;
  file: File;
  /** 0–1. */
  progress: number;
  state: "uploading" | "stored" | "failed";
  attachmentId: number | null;
  /** Why it failed, in words. */
  reason: string;
};

/** Files on their way straight to S3, with progress, cancel and retry. */
export function useUploads() {
  const t = useTranslations("chat");
  const [files, setFiles] = useState<UploadingFile[]>([]);
  const requests = useRef(new Map<number, XMLHttpRequest>());
  const nextKey = useRef(1);

  const change = (key: number, part: Partial<UploadingFile>) =>
    setFiles((before) => before.map((item) => (item.key === key ? { ...item, ...part } : item)));

  async function upload(key: number, file: File) {
    change(key, { state: "uploading", progress: 0, reason: "" });
    try {
      const begun = await callApi<Upload>("/api/attachments/", {
        method: "POST",
        body: {
          name: file.name,
          mime_type: file.type || "application/octet-stream",
          size: file.size,
        },
      });
      await post(key, begun, file);
      const stored = await callApi<Attachment>(
        `/api/attachments/${begun.attachment.id}/complete/`,
        { method: "POST" },
      );
      change(key, { state: "stored", progress: 1, attachmentId: stored.id });
    } catch (error) {
      change(key, {
        state: "failed",
        reason: (error instanceof Error && error.message) || t("uploadFailed"),
      });
    }
  }

  function post(key: number, { upload: target }: Upload, file: File): Promise<void> {
    return new Promise((resolve, reject) => {
      const form = new FormData();
      for (const [name, value] of Object.entries(target.fields)) form.append(name, value);
      form.append("file", file);
      const request = new XMLHttpRequest();
      requests.current.set(key, request);
      request.upload.onprogress = ({ loaded, total }) => change(key, { progress: loaded / total });
      request.onload = () => (request.status < 300 ? resolve() : reject(new Error()));
      request.onerror = () => reject(new Error());
      request.onabort = () => reject(new Error());
      request.open("POST", target.url);
      request.send(form);
    });
  }

  function add(list: File[]) {
    for (const file of list) {
      const key = nextKey.current++;
      const problem =
        file.size > maxUploadBytes ? t("tooBig") : file.size === 0 ? t("emptyFile") : "";
      const state = problem ? ("failed" as const) : ("uploading" as const);
      setFiles((before) => [
        ...before,
        { key, file, progress: 0, state, attachmentId: null, reason: problem },
      ]);
      if (!problem) void upload(key, file);
    }
  }

  function remove(key: number) {
    requests.current.get(key)?.abort();
    setFiles((before) => before.filter((item) => item.key !== key));
  }

  return { files, add, remove, retry: upload, clear: () => setFiles([]) };
}
