"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import type { Message, SendMessage } from "@/lib/messages/schemas";
import type { useUploads } from "./use-uploads";

/** Sends what is in the composer, once, whatever is clicked how often. */
export function useSend(given: {
  clientId: number;
  viewerId: number;
  messages: Message[];
  text: string;
  isNote: boolean;
  replyTo: Message | null;
  mentioned: number[];
  uploads: ReturnType<typeof useUploads>;
  onSent(message: Message): void;
}) {
  const { text, isNote, uploads, messages, viewerId } = given;
  const t = useTranslations("chat");
  const [problem, setProblem] = useState("");
  const [isSending, setIsSending] = useState(false);
  const [rival, setRival] = useState<number | null>(null);
  // One click, one message: a repeated attempt carries the same key.
  const clientKey = useRef(newKey());
  const seenWhenBegun = useRef<number | null>(null);

  const isEmpty = text.trim() === "";
  useEffect(() => {
    if (isEmpty) seenWhenBegun.current = null;
    else seenWhenBegun.current ??= messages.at(-1)?.id ?? 0;
  }, [isEmpty, messages]);

  const isUploading = uploads.files.some(({ state }) => state === "uploading");
  const ids = uploads.files.flatMap(({ attachmentId }) => attachmentId ?? []);
  const canSend = !isSending && !isUploading && (!isEmpty || ids.length > 0);

  async function send() {
    if (!canSend) return;
    const other = isNote ? null : answeredSince(messages, seenWhenBegun.current, viewerId);
    if (other !== null && rival === null) return setRival(other);
    setIsSending(true);
    setProblem("");
    const body: SendMessage = {
      client_id: given.clientId,
      content: text,
      format: "markdown",
      attachment_ids: ids,
      client_key: clientKey.current,
      is_internal: isNote,
      mentioned_operator_ids: given.mentioned,
      ...(given.replyTo ? { reply_to_message_id: given.replyTo.id } : {}),
    };
    try {
      const message = await callApi<Message>("/api/messages/", { method: "POST", body });
      clientKey.current = newKey();
      setRival(null);
      given.onSent(message);
    } catch (error) {
      setProblem((error instanceof ApiError && error.message) || t("sendFailed"));
    } finally {
      setIsSending(false);
    }
  }

  return { send, canSend, problem, rival };
}

/** The colleague who answered the client since this text was begun, or null. */
function answeredSince(messages: Message[], begunAt: number | null, ownId: number): number | null {
  if (begunAt === null) return null;
  const answer = messages.findLast(
    ({ id, sender, is_internal, message_type }) =>
      id > begunAt &&
      !is_internal &&
      message_type !== "system" &&
      sender.type === "operator" &&
      sender.operator_id !== ownId,
  );
  return answer?.sender.operator_id ?? null;
}

// randomUUID exists only on https and localhost.
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
