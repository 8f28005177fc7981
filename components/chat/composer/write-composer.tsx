"use client";

import { SendHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
} from "react";
import { unsentRest } from "@/components/chat/composer/text/unsent-rest";
import { useCaret } from "@/components/chat/composer/text/use-caret";
import { useComposerKeys } from "@/components/chat/composer/text/use-composer-keys";
import { useDraft } from "@/components/chat/composer/text/use-draft";
import { calledIn } from "@/components/chat/find-mentions";
import { useClientName } from "@/components/clients/use-client-name";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { toast } from "@/components/ui/overlay/toast";
import type { QuickReply } from "@/lib/quick-replies/schemas";
import type { ComposerProps } from "./composer";
import { ComposerNotices } from "./composer-notices";
import { ComposerTools } from "./composer-tools";
import { FileRows } from "./file-rows";
import { composerField } from "./focus-composer";
import { MentionList, mentionAt } from "./mention-list";
import { QuickReplyList } from "./quick-reply-list";
import { RivalNotice } from "./rival-notice";
import { useSend } from "./use-send";
import { useUploads } from "./use-uploads";

/** Telegram's, in characters. */
export const messageLimit = 4096;

/** An answer or a note being written: each has its own text and files, none becomes the other. */
export function WriteComposer(props: ComposerProps & { isHidden: boolean }) {
  const clientName = useClientName();
  const { client, viewer, operatorNames, mentionable, mode, onModeDone, isHidden } = props;
  const t = useTranslations("chat");
  const { draft, latest, isNote, change, turnTo } = useDraft({
    clientId: client.id,
    operatorId: viewer.operatorId,
    conversationId: props.conversationId,
    fromServer: props.initialDraft,
  });
  const part = isNote ? "note" : "content";
  const text = draft[part];
  const [list, setList] = useState<"quick" | "mention" | null>(null);
  // Whom the picker gave, for two people with one name.
  const chosen = useRef(new Set<number>());
  const [activeId, setActiveId] = useState<string>();
  const files = { answer: useUploads(), note: useUploads() };
  const uploads = isNote ? files.note : files.answer;
  const input = useRef<HTMLTextAreaElement>(null);
  const listKeys = useRef<(event: KeyboardEvent) => boolean>(() => false);
  const listId = useId();
  const putCaret = useCaret(input);
  const isShut = client.blocked_at !== null && !isNote;
  const replyTo = mode?.type === "reply" ? mode.message : null;
  const current = useRef(replyTo);
  current.current = replyTo;
  const send = useSend({
    clientId: client.id,
    viewerId: viewer.operatorId,
    messages: props.messages,
    text,
    answer: draft.content,
    isNote,
    replyTo,
    mentioned: isNote ? calledIn(text, operatorNames, mentionable, chosen.current) : [],
    uploads,
    onSent(message, sent) {
      // What was typed, attached or chosen meanwhile is for the next message.
      change({ [part]: unsentRest(latest.current[part], sent.text) });
      chosen.current.clear();
      uploads.removeSent(sent.fileKeys);
      if (current.current === replyTo) onModeDone();
      props.onSent(message);
    },
  });

  const replyId = replyTo?.id;
  const last = useRef({ replyId, isHidden });
  // A reply that begins: what follows is written here. So it is when one is given up or an edit ends, unless
  // the person is elsewhere: a reply also ends when it was sent, which may take a while.
  useEffect(() => {
    const before = last.current;
    last.current = { replyId, isHidden };
    if (isHidden || (before.replyId === replyId && !before.isHidden)) return;
    if (replyId !== undefined || document.activeElement === document.body) input.current?.focus();
  }, [replyId, isHidden]);

  const pressed = useComposerKeys({ input, write, send: () => void send.send() });

  const takeDropped = useEffectEvent((dropped: File[]) => {
    if (isShut) return toast.error(t("blocked"));
    uploads.add(dropped);
    if (isHidden) toast.info(t("attachedToNext"));
    else input.current?.focus();
  });
  const door = props.files;
  useEffect(() => {
    door.current = (dropped) => takeDropped(dropped);
  }, [door]);

  function put(value: string) {
    change({ [part]: value, is_note: isNote });
  }

  function write(value: string) {
    put(value);
    if (!isNote && value) props.onTyping();
    const at = input.current?.selectionStart ?? value.length;
    if (!isNote && /^\/\S*$/.test(value)) setList("quick");
    else if (isNote && mentionAt(value, at) !== null) setList("mention");
    else setList(null);
  }

  function choose(value: string, caret: number) {
    setList(null);
    put(value);
    putCaret(caret);
  }

  function fillIn(reply: QuickReply, content: string) {
    choose(content, content.length);
    uploads.addMedia(reply.media);
  }

  function insert(words: string) {
    const at = input.current?.selectionStart ?? text.length;
    const to = input.current?.selectionEnd ?? at;
    write(text.slice(0, at) + words + text.slice(to));
    putCaret(at + words.length);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (list && listKeys.current(event)) return event.preventDefault();
    if (event.key === "Escape") {
      if (list) setList(null);
      else onModeDone();
    }
    pressed(event);
  }

  /** For a button that goes or is disabled by its own press: the focus would be nowhere. */
  function thenWrite(act: () => void) {
    input.current?.focus();
    act();
  }

  /** A letter pressed on a button of the composer is written. */
  function takeLetter({ target, key, ctrlKey, metaKey, altKey }: KeyboardEvent) {
    if (!(target instanceof HTMLButtonElement) || key.length !== 1 || key === " ") return;
    if (!ctrlKey && !metaKey && !altKey) input.current?.focus();
  }

  function onPaste(event: ClipboardEvent) {
    const pasted = [...event.clipboardData.files];
    if (pasted.length === 0) return;
    event.preventDefault();
    uploads.add(pasted);
  }

  const choices = { id: listId, keys: listKeys, onActive: setActiveId };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons inside bubble here
    <div
      hidden={isHidden}
      data-writing
      onKeyDown={takeLetter}
      className={cn("relative border-t bg-surface px-2 py-2 md:px-4", isNote && "bg-note")}
    >
      {list === "quick" ? (
        <QuickReplyList
          search={text.slice(1)}
          variables={{
            "client.first_name": client.first_name || clientName(client),
            "client.name": clientName(client),
            "operator.name": viewer.name,
          }}
          choices={choices}
          onChoose={fillIn}
        />
      ) : null}
      {list === "mention" ? (
        <MentionList
          text={text}
          at={input.current?.selectionStart ?? text.length}
          names={mentionable}
          choices={choices}
          onChoose={(value, caret, id) => {
            chosen.current.add(id);
            choose(value, caret);
          }}
        />
      ) : null}
      <ComposerNotices
        replyTo={replyTo}
        onModeDone={onModeDone}
        problem={send.problem}
        isBlocked={isShut}
      />
      {send.rival ? (
        <RivalNotice
          rival={send.rival}
          name={operatorNames[send.rival.operatorId] ?? ""}
          onSend={() => thenWrite(() => void send.send({ isSure: true }))}
          onDrop={() => thenWrite(send.dropRival)}
        />
      ) : null}
      <FileRows uploads={{ ...uploads, remove: (key) => thenWrite(() => uploads.remove(key)) }} />
      <div className="flex items-end gap-1">
        <ComposerTools
          isNote={isNote}
          hasOther={(isNote ? draft.content : draft.note).trim() !== ""}
          onNote={(value) => {
            turnTo(value);
            setList(null);
            input.current?.focus();
          }}
          onFiles={uploads.add}
          onMedia={(file) => uploads.addMedia([file])}
          onEmoji={insert}
          isShut={isShut}
        />
        <textarea
          ref={input}
          {...composerField}
          value={text}
          rows={1}
          disabled={isShut}
          data-testid={isHidden ? undefined : "composer-input"}
          aria-label={isNote ? t("writeNote") : t("write")}
          placeholder={isNote ? t("writeNote") : t("write")}
          // A text area may not be a combobox (ARIA in HTML): it says what it leads by itself.
          {...(list
            ? {
                "aria-autocomplete": "list" as const,
                "aria-controls": listId,
                "aria-activedescendant": activeId,
              }
            : {})}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          className="field-sizing-content max-h-48 min-h-9 min-w-0 flex-1 resize-none rounded-control border border-input bg-surface px-3 py-[7px] text-thread placeholder:text-muted-foreground disabled:opacity-60 pointer-coarse:min-h-11"
        />
        <Button
          aria-label={isNote ? t("addNote") : t("send")}
          data-testid="composer-send"
          disabled={!send.canSend || isShut}
          onClick={() => thenWrite(() => void send.send())}
          className="h-9 px-3 pointer-coarse:h-11"
        >
          <SendHorizontal aria-hidden="true" />
        </Button>
      </div>
      {text.length > messageLimit - 200 ? (
        <p className="mt-1 text-right text-meta text-muted-foreground tabular-nums">
          {text.length} / {messageLimit}
          {text.length > messageLimit && !isNote ? ` · ${t("willSplit")}` : ""}
        </p>
      ) : null}
    </div>
  );
}
