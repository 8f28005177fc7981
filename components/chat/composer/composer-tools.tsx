"use client";

import { Check, Images, Mic, NotebookPen, Paperclip, Plus, Smile, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/overlay/dropdown-menu";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/overlay/popover";
import { toast } from "@/components/ui/overlay/toast";
import { Tooltip } from "@/components/ui/overlay/tooltip";
import { lazyPart } from "@/components/ui/states/lazy-part";
import type { Media } from "@/lib/media/schemas";
import { closeToComposer, focusComposer } from "./focus-composer";
import { RecordingTime } from "./recording-time";
import { useRecorder } from "./use-recorder";

// Without it the whole screen would wait in its place.
const MediaPicker = lazyPart(
  async () => (await import("@/components/chat/media/media-picker")).MediaPicker,
);

const emoji = [
  ..."😀😁😂🙂😉😊😍😘😎🤔😅😢😭😡👍👎👌🙏👏💪🤝👋❤️🔥🎉✅❌❗❓⭐💯⏳📌📎📦🚚💳🎁☎️📷🗓️".matchAll(
    /\p{Emoji}\uFE0F?/gu,
  ),
].map(([one]) => one);

/** Beside the text: files, library, emoji, voice note, internal note; on a phone under one button. */
export function ComposerTools({
  isNote,
  hasOther,
  onNote,
  onFiles,
  onMedia,
  onEmoji,
  isShut,
}: {
  isNote: boolean;
  /** The other draft, note or answer, waits too. */
  hasOther: boolean;
  onNote: (value: boolean) => void;
  onFiles: (files: File[], voiceSeconds?: number) => void;
  onMedia: (file: Media) => void;
  onEmoji: (emoji: string) => void;
  isShut: boolean;
}) {
  const t = useTranslations("chat");
  const picker = useRef<HTMLInputElement>(null);
  const [isLibraryOpen, setIsLibraryOpen] = useState(false);
  const recorder = useRecorder((file, seconds) => onFiles([file], seconds));

  if (recorder.startedAt !== null) {
    return (
      <div className="flex items-center gap-1">
        <span className="flex items-center gap-1.5 px-2 text-destructive text-secondary">
          <Mic aria-hidden="true" className="size-4" />
          <RecordingTime since={recorder.startedAt} />
        </span>
        <Tool label={t("stopRecording")} icon={Check} onClick={() => recorder.stop(true)} />
        <Tool label={t("dropRecording")} icon={X} onClick={() => recorder.stop(false)} />
      </div>
    );
  }
  const attach = () => picker.current?.click();
  const record = () => recorder.start().catch(() => toast.error(t("noMicrophone")));
  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        data-testid="attach-input"
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = "";
          focusComposer();
        }}
      />
      <div className="hidden items-center sm:flex">
        <Tool
          label={t("noteMode")}
          icon={NotebookPen}
          isPressed={isNote}
          hasDot={hasOther}
          onClick={() => onNote(!isNote)}
        />
        <Tool label={t("attach")} icon={Paperclip} isDisabled={isShut} onClick={attach} />
        <Tool
          label={t("library")}
          icon={Images}
          isDisabled={isShut}
          onClick={() => setIsLibraryOpen(true)}
        />
        <EmojiButton onChoose={onEmoji} />
        {recorder.isPossible && !isNote ? (
          <Tool label={t("recordVoice")} icon={Mic} isDisabled={isShut} onClick={record} />
        ) : null}
      </div>
      <div className="sm:hidden">
        {isNote ? (
          <Tool
            label={t("noteMode")}
            icon={NotebookPen}
            isPressed
            hasDot={hasOther}
            onClick={() => onNote(false)}
          />
        ) : (
          <DropdownMenu>
            <DropdownMenuTrigger asChild>
              <Button variant="ghost" size="icon" aria-label={t("add")} data-testid="composer-add">
                <Plus aria-hidden="true" />
              </Button>
            </DropdownMenuTrigger>
            <DropdownMenuContent side="top" align="start" onCloseAutoFocus={closeToComposer}>
              <Item label={t("attach")} icon={Paperclip} isDisabled={isShut} onClick={attach} />
              <Item
                label={t("library")}
                icon={Images}
                isDisabled={isShut}
                onClick={() => setIsLibraryOpen(true)}
              />
              {recorder.isPossible ? (
                <Item label={t("recordVoice")} icon={Mic} isDisabled={isShut} onClick={record} />
              ) : null}
              <Item label={t("noteMode")} icon={NotebookPen} onClick={() => onNote(true)} />
            </DropdownMenuContent>
          </DropdownMenu>
        )}
      </div>
      {isLibraryOpen ? (
        <MediaPicker
          onClose={() => setIsLibraryOpen(false)}
          onChoose={(file) => {
            setIsLibraryOpen(false);
            onMedia(file);
          }}
        />
      ) : null}
    </>
  );
}

function Item({
  label,
  icon: Icon,
  onClick,
  isDisabled = false,
}: {
  label: string;
  icon: typeof Mic;
  onClick: () => void;
  isDisabled?: boolean;
}) {
  return (
    <DropdownMenuItem disabled={isDisabled} onSelect={onClick}>
      <Icon aria-hidden="true" />
      {label}
    </DropdownMenuItem>
  );
}

function Tool({
  label,
  icon: Icon,
  onClick,
  isPressed,
  hasDot = false,
  isDisabled = false,
}: {
  label: string;
  icon: typeof Mic;
  onClick: () => void;
  isPressed?: boolean;
  hasDot?: boolean;
  isDisabled?: boolean;
}) {
  return (
    <Tooltip content={label}>
      <Button
        variant="ghost"
        size="icon"
        aria-label={label}
        aria-pressed={isPressed}
        disabled={isDisabled}
        onClick={onClick}
        className={`relative ${isPressed ? "bg-accent text-accent-foreground" : "text-muted-foreground"}`}
      >
        <Icon aria-hidden="true" />
        {hasDot ? (
          <span
            aria-hidden="true"
            className="absolute top-1 right-1 size-2 rounded-full bg-primary"
          />
        ) : null}
      </Button>
    </Tooltip>
  );
}

function EmojiButton({ onChoose }: { onChoose: (emoji: string) => void }) {
  const t = useTranslations("chat");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          aria-label={t("emoji")}
          className="text-muted-foreground"
        >
          <Smile aria-hidden="true" />
        </Button>
      </PopoverTrigger>
      <PopoverContent
        side="top"
        align="start"
        onCloseAutoFocus={closeToComposer}
        className="grid grid-cols-8"
      >
        {emoji.map((one) => (
          <button
            key={one}
            type="button"
            onClick={() => {
              setIsOpen(false);
              onChoose(one);
            }}
            className="grid size-8 place-items-center rounded-control text-[18px] hover:bg-muted"
          >
            {one}
          </button>
        ))}
      </PopoverContent>
    </Popover>
  );
}
