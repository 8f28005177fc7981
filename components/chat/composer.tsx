"use client";

import { SendHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { toast } from "@/components/ui/toast";
import { callApi } from "@/lib/api-client/call-api";
import type { Attachment } from "@/lib/attachments/schemas";
import { clientName } from "@/lib/clients/client-name";
import type { Client } from "@/lib/clients/schemas";
import { toMarkup } from "@/lib/messages/markup";
import type { Message } from "@/lib/messages/schemas";
import { fillVariables } from "@/lib/quick-replies/fill-variables";
import type { QuickReply } from "@/lib/quick-replies/schemas";
import { ComposerNotices } from "./composer-notices";
import { ComposerTools } from "./composer-tools";
import { FileRows } from "./file-rows";
import { findMentions } from "./find-mentions";
import { MentionList, mentionAt } from "./mention-list";
import { QuickReplyList } from "./quick-reply-list";
import { useComposerKeys } from "./use-composer-keys";
import { useDraft } from "./use-draft";
import { useSend } from "./use-send";
import type { ComposerMode, Viewer } from "./use-thread-acts";
import { useUploads } from "./use-uploads";

const limit = 4096;

/** Where an answer or a note is written. What was typed stays until the server has it. */
export function Composer(props: {
  client: Client;
  conversationId: number | null;
  initialDraft: string;
  viewer: Viewer;
  operatorNames: Record<number, string>;
  /** Who can be called by a note: active colleagues. */
  mentionable: Record<number, string>;
  mode: ComposerMode;
  onModeDone: () => void;
  onSent: (message: Message) => void;
  onTyping: () => void;
  messages: Message[];
}) {
  // Each mode has a composer of its own, so that an edit does not touch the draft.
  return props.mode?.type === "edit" ? (
    <EditComposer key={`edit-${props.mode.message.id}`} {...props} message={props.mode.message} />
  ) : (
    <WriteComposer {...props} />
  );
}

type Props = Parameters<typeof Composer>[0];

function WriteComposer(props: Props) {
  const { client, viewer, operatorNames, mentionable, mode, onModeDone, messages } = props;
  const t = useTranslations("chat");
  const { text, change } = useDraft(client.id, props.conversationId, props.initialDraft);
  const [isNote, setIsNote] = useState(false);
  const [list, setList] = useState<"quick" | "mention" | null>(null);
  // Whom the picker gave, for two people with one name.
  const chosen = useRef(new Set<number>());
  const uploads = useUploads();
  const input = useRef<HTMLTextAreaElement>(null);
  const listKeys = useRef<(event: KeyboardEvent) => boolean>(() => false);
  const isShut = client.blocked_at !== null && !isNote;
  const send = useSend({
    clientId: client.id,
    viewerId: viewer.operatorId,
    messages,
    text,
    isNote,
    replyTo: mode?.message ?? null,
    mentioned: isNote ? calledIn(text, operatorNames, mentionable, chosen.current) : [],
    uploads,
    onSent(message) {
      change("");
      chosen.current.clear();
      uploads.clear();
      onModeDone();
      props.onSent(message);
      input.current?.focus();
    },
  });

  const pressed = useComposerKeys({ input, write, send: () => void send.send() });

  function write(value: string) {
    change(value);
    if (!isNote && value) props.onTyping();
    const at = input.current?.selectionStart ?? value.length;
    if (!isNote && /^\/\S*$/.test(value)) setList("quick");
    else if (isNote && mentionAt(value, at) !== null) setList("mention");
    else setList(null);
  }

  async function fillIn(reply: QuickReply) {
    setList(null);
    const content = fillVariables(reply.content, {
      "client.first_name": client.first_name || clientName(client),
      "client.name": clientName(client),
      "operator.name": viewer.name,
    });
    change(content);
    input.current?.focus();
    for (const file of reply.media) await attach(file.id);
  }

  async function attach(mediaId: number) {
    try {
      const path = `/api/media/${mediaId}/attach/`;
      uploads.addStored(await callApi<Attachment>(path, { method: "POST" }));
    } catch {
      toast.error(t("attachFailed"));
    }
  }

  function insert(words: string) {
    const at = input.current?.selectionStart ?? text.length;
    const to = input.current?.selectionEnd ?? at;
    write(text.slice(0, at) + words + text.slice(to));
    input.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (list && listKeys.current(event)) return event.preventDefault();
    if (event.key === "Escape") {
      if (list) setList(null);
      else onModeDone();
    }
    pressed(event);
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

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping files is a convenience beside the button
    <div
      onDrop={onDrop}
      onDragOver={(event) => event.preventDefault()}
      className={cn("relative border-t bg-surface px-2 py-2 md:px-4", isNote && "bg-note")}
    >
      {list === "quick" ? (
        <QuickReplyList search={text.slice(1)} keys={listKeys} onChoose={fillIn} />
      ) : null}
      {list === "mention" ? (
        <MentionList
          text={text}
          at={input.current?.selectionStart ?? text.length}
          names={mentionable}
          keys={listKeys}
          onChoose={(value, id) => {
            chosen.current.add(id);
            setList(null);
            change(value);
            input.current?.focus();
          }}
        />
      ) : null}
      <ComposerNotices
        replyTo={mode?.message ?? null}
        onModeDone={onModeDone}
        problem={send.problem}
        rival={send.rival ? (operatorNames[send.rival] ?? "") : null}
        isBlocked={isShut}
      />
      <FileRows uploads={uploads} />
      <div className="flex items-end gap-1">
        <ComposerTools
          isNote={isNote}
          onNote={(value) => {
            setIsNote(value);
            setList(null);
            input.current?.focus();
          }}
          onFiles={uploads.add}
          onMedia={attach}
          onEmoji={insert}
          isShut={isShut}
        />
        <textarea
          ref={input}
          value={text}
          rows={1}
          disabled={isShut}
          data-testid="composer-input"
          aria-label={isNote ? t("writeNote") : t("write")}
          placeholder={isNote ? t("writeNote") : t("write")}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          className="field-sizing-content max-h-48 min-h-9 min-w-0 flex-1 resize-none rounded-control border border-input bg-surface px-3 py-[7px] text-thread placeholder:text-muted-foreground disabled:opacity-60 pointer-coarse:min-h-11"
        />
        <Button
          aria-label={isNote ? t("addNote") : t("send")}
          data-testid="composer-send"
          disabled={!send.canSend || isShut}
          onClick={send.send}
          className="h-9 px-3 pointer-coarse:h-11"
        >
          <SendHorizontal aria-hidden="true" />
        </Button>
      </div>
      {text.length > limit - 200 ? (
        <p className="mt-1 text-right text-meta text-muted-foreground tabular-nums">
          {text.length} / {limit}
          {text.length > limit && !isNote ? ` · ${t("willSplit")}` : ""}
        </p>
      ) : null}
    </div>
  );
}

function EditComposer({ message, onModeDone }: Props & { message: Message }) {
  const t = useTranslations("chat");
  const [text, setText] = useState(() =>
    toMarkup({ content: message.content, entities: message.entities ?? [] }),
  );
  const input = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState("");
  const [isBusy, setIsBusy] = useState(false);

  async function save() {
    if (text.trim() === "" || isBusy) return;
    setIsBusy(true);
    setProblem("");
    try {
      await callApi(`/api/messages/${message.id}/`, {
        method: "PATCH",
        body: { content: text, format: "markdown" },
      });
      onModeDone();
    } catch (error) {
      setProblem((error as Error).message || t("changeFailed"));
      setIsBusy(false);
    }
  }

  const pressed = useComposerKeys({ input, write: setText, send: () => void save() });

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape") onModeDone();
    pressed(event);
  }

  return (
    <div className="border-t bg-surface px-2 py-2 md:px-4">
      <ComposerNotices
        replyTo={message}
        isEdit
        onModeDone={onModeDone}
        problem={problem}
        rival={null}
        isBlocked={false}
      />
      <div className="flex items-end gap-1">
        <textarea
          // The person asked to edit this very message.
          // biome-ignore lint/a11y/noAutofocus: see above
          autoFocus
          ref={input}
          value={text}
          rows={1}
          maxLength={limit}
          data-testid="composer-input"
          aria-label={t("editText")}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-48 min-h-9 min-w-0 flex-1 resize-none rounded-control border border-input bg-surface px-3 py-[7px] text-thread pointer-coarse:min-h-11"
        />
        <Button disabled={isBusy || text.trim() === ""} onClick={save} className="h-9">
          {t("save")}
        </Button>
      </div>
    </div>
  );
}

/** Whom a note calls: of everyone whose name stands in it, those who can be called. */
function calledIn(
  text: string,
  names: Record<number, string>,
  mentionable: Record<number, string>,
  chosen: ReadonlySet<number>,
): number[] {
  const called = findMentions(text, names, chosen).map(({ id }) => id);
  return [...new Set(called)].filter((id) => id in mentionable);
}
