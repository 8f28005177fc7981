"use client";

import { Paperclip, RotateCw, SendHorizontal, X } from "lucide-react";
import { useTranslations } from "next-intl";
import {
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  useEffect,
  useRef,
  useState,
} from "react";
import { Button } from "@/components/ui/button";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import type { Message, SendMessage } from "@/lib/messages/schemas";
import { type UploadingFile, useUploads } from "./use-uploads";

const limit = 4096;

/** Where an answer is written. What was typed stays until the server has it. */
export function Composer({
  clientId,
  isBlocked,
  replyTo,
  onReplyDone,
  onSent,
}: {
  clientId: number;
  isBlocked: boolean;
  replyTo: Message | null;
  onReplyDone: () => void;
  onSent: (message: Message) => void;
}) {
  const t = useTranslations("chat");
  const draftKey = `draft:${clientId}`;
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  const [isSending, setIsSending] = useState(false);
  const uploads = useUploads();
  const input = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  // One click, one message: a repeated attempt carries the same key.
  const clientKey = useRef(newKey());

  useEffect(() => setText(localStorage.getItem(draftKey) ?? ""), [draftKey]);
  useEffect(() => {
    if (replyTo) input.current?.focus();
  }, [replyTo]);

  function change(value: string) {
    setText(value);
    if (value) localStorage.setItem(draftKey, value);
    else localStorage.removeItem(draftKey);
  }

  const isUploading = uploads.files.some(({ state }) => state === "uploading");
  const ids = uploads.files.flatMap(({ attachmentId }) => attachmentId ?? []);
  const canSend =
    !isBlocked && !isSending && !isUploading && (text.trim() !== "" || ids.length > 0);

  async function send() {
    if (!canSend) return;
    setIsSending(true);
    setProblem("");
    const body: SendMessage = {
      client_id: clientId,
      content: text,
      attachment_ids: ids,
      client_key: clientKey.current,
      ...(replyTo ? { reply_to_message_id: replyTo.id } : {}),
    };
    try {
      const message = await callApi<Message>("/api/messages/", { method: "POST", body });
      clientKey.current = newKey();
      change("");
      uploads.clear();
      onReplyDone();
      onSent(message);
    } catch (error) {
      setProblem((error instanceof ApiError && error.message) || t("sendFailed"));
    } finally {
      setIsSending(false);
      input.current?.focus();
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape") onReplyDone();
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  }

  function onPaste(event: ClipboardEvent) {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0) return;
    event.preventDefault();
    uploads.add(pasted);
  }

  function onDrop(event: DragEvent) {
    event.preventDefault();
    uploads.add([...event.dataTransfer.files]);
  }

  if (isBlocked) {
    return (
      <p className="border-t bg-surface p-4 text-center text-muted-foreground text-secondary">
        {t("blocked")}
      </p>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping files is a convenience beside the button
    <div
      onDrop={onDrop}
      onDragOver={(event) => event.preventDefault()}
      className="border-t bg-surface px-2 py-2 md:px-4"
    >
      {replyTo ? (
        <div className="mb-2 flex items-center gap-2 border-primary border-l-2 pl-2 text-secondary">
          <span className="min-w-0 flex-1 truncate text-muted-foreground">
            {t("replyingTo")}: {replyTo.content || t("kind.other")}
          </span>
          <Button variant="ghost" size="icon" aria-label={t("cancelReply")} onClick={onReplyDone}>
            <X aria-hidden="true" />
          </Button>
        </div>
      ) : null}
      {uploads.files.length > 0 ? (
        <ul className="mb-2 grid gap-1">
          {uploads.files.map((item) => (
            <FileRow key={item.key} item={item} onRemove={uploads.remove} onRetry={uploads.retry} />
          ))}
        </ul>
      ) : null}
      {problem ? (
        <p role="alert" className="mb-2 text-destructive text-secondary">
          {problem}
        </p>
      ) : null}
      <div className="flex items-end gap-1">
        <Button
          variant="ghost"
          size="icon"
          aria-label={t("attach")}
          onClick={() => picker.current?.click()}
        >
          <Paperclip aria-hidden="true" />
        </Button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          data-testid="attach-input"
          onChange={({ target }) => {
            uploads.add([...(target.files ?? [])]);
            target.value = "";
          }}
        />
        <textarea
          ref={input}
          value={text}
          rows={1}
          data-testid="composer-input"
          aria-label={t("write")}
          placeholder={t("write")}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          className="field-sizing-content max-h-48 min-h-9 min-w-0 flex-1 resize-none rounded-control border border-input bg-surface px-3 py-[7px] text-thread placeholder:text-muted-foreground pointer-coarse:min-h-11"
        />
        <Button
          aria-label={t("send")}
          data-testid="composer-send"
          disabled={!canSend}
          onClick={send}
          className="h-9 px-3"
        >
          <SendHorizontal aria-hidden="true" />
        </Button>
      </div>
      {text.length > limit - 200 ? (
        <p className="mt-1 text-right text-meta text-muted-foreground tabular-nums">
          {text.length} / {limit}
          {text.length > limit ? ` · ${t("willSplit")}` : ""}
        </p>
      ) : null}
    </div>
  );
}

function FileRow({
  item,
  onRemove,
  onRetry,
}: {
  item: UploadingFile;
  onRemove: (key: number) => void;
  onRetry: (key: number, file: File) => void;
}) {
  const t = useTranslations("chat");
  const percent = Math.round(item.progress * 100);
  return (
    <li className="flex items-center gap-2 rounded-control bg-muted px-2 py-1 text-secondary">
      <span className="min-w-0 flex-1 truncate">{item.file.name}</span>
      {item.state === "failed" ? (
        <>
          <span role="alert" className="text-destructive">
            {item.reason}
          </span>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("retry")}
            onClick={() => onRetry(item.key, item.file)}
          >
            <RotateCw aria-hidden="true" />
          </Button>
        </>
      ) : (
        <progress
          value={percent}
          max={100}
          aria-label={item.file.name}
          className="h-1.5 w-24 accent-primary"
        />
      )}
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("removeFile")}
        onClick={() => onRemove(item.key)}
      >
        <X aria-hidden="true" />
      </Button>
    </li>
  );
}

// randomUUID exists only on https and localhost.
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
