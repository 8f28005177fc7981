"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import type { Message, SendMessage } from "@/lib/messages/schemas";
import { type Rival, rivalSince } from "./rival-since";
import type { useUploads } from "./use-uploads";

/** What left the composer with a message. */
export type Sent = { text: string; fileKeys: number[] };

/** Sends what is in the composer, once, whatever is clicked how often. */
export function useSend(given: {
  clientId: number;
  viewerId: number;
  messages: Message[];
  text: string;
  /** The unsent answer to the client, whatever is being written. */
  answer: string;
  isNote: boolean;
  replyTo: Message | null;
  mentioned: number[];
  uploads: ReturnType<typeof useUploads>;
  onSent(message: Message, sent: Sent): void;
}) {
  const { text, isNote, uploads, messages, viewerId } = given;
  const t = useTranslations("chat");
  const [problem, setProblem] = useState({ isNote, words: "" });
  const [isSending, setIsSending] = useState(false);
  const [rival, setRival] = useState<Rival | null>(null);
  const attempt = useRef({ body: "", key: "" });
  const seenWhenBegun = useRef<number | null>(null);

  const isEmpty = text.trim() === "";
  const isBegun = given.answer.trim() !== "";
  useEffect(() => {
    if (isBegun) seenWhenBegun.current ??= messages.at(-1)?.id ?? 0;
    else {
      seenWhenBegun.current = null;
      setRival(null);
    }
  }, [isBegun, messages]);

  const isUploading = uploads.files.some(({ state }) => state === "uploading");
  const stored = uploads.files.filter(({ attachmentId }) => attachmentId !== null);
  const canSend = !isSending && !isUploading && (!isEmpty || stored.length > 0);

  async function send({ isSure = false } = {}) {
    if (!canSend) return;
    const other = isNote ? null : rivalSince(messages, seenWhenBegun.current, viewerId);
    if (other !== null && !isSure) return setRival(other);
    setIsSending(true);
    setProblem({ isNote, words: "" });
    setRival(null);
    const body: SendMessage = {
      client_id: given.clientId,
      content: text,
      format: "markdown",
      attachment_ids: stored.flatMap(({ attachmentId }) => attachmentId ?? []),
      is_internal: isNote,
      mentioned_operator_ids: given.mentioned,
      ...(given.replyTo ? { reply_to_message_id: given.replyTo.id } : {}),
    };
    try {
      const message = await callApi<Message>("/api/messages/", {
        method: "POST",
        body: { ...body, client_key: keyOf(attempt.current, body) },
      });
      attempt.current = { body: "", key: "" };
      given.onSent(message, { text, fileKeys: stored.map(({ key }) => key) });
    } catch (error) {
      const words = (error instanceof ApiError && error.message) || t("sendFailed");
      setProblem({ isNote, words });
    } finally {
      setIsSending(false);
    }
  }

  return {
    send,
    canSend,
    problem: problem.isNote === isNote ? problem.words : "",
    rival: isNote ? null : rival,
    dropRival: () => setRival(null),
  };
}

/** A repeated attempt carries the same key, so that it is one message; another text is another message. */
function keyOf(attempt: { body: string; key: string }, body: SendMessage): string {
  const text = JSON.stringify(body);
  if (attempt.body !== text) {
    attempt.body = text;
    attempt.key = newKey();
  }
  return attempt.key;
}

// randomUUID exists only on https and localhost.
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
