"use client";

import { Ban, Copy, Ellipsis, History, Pencil, Reply, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { closeToComposer } from "@/components/chat/composer/focus-composer";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/overlay/dropdown-menu";
import { toast } from "@/components/ui/overlay/toast";
import type { Message } from "@/lib/messages/schemas";

/** What can be done with a message of the thread. */
export type MessageActs = {
  reply(message: Message): void;
  edit(message: Message): void;
  remove(message: Message): void;
  showHistory(message: Message): void;
  retry(message: Message): void;
  /** Takes what did not go out away: nothing happens at the client's. */
  drop(message: Message): void;
  /** Says that a message of unknown fate did arrive. */
  confirm(message: Message): void;
  jumpTo(messageId: number): void;
  /** Whether this person may change it: their own, or an admin. */
  mayChange(message: Message): boolean;
};

/** The acts on one message, beside its bubble. */
export function MessageMenu({ message, acts }: { message: Message; acts: MessageActs }) {
  const t = useTranslations("chat");
  const canChange = acts.mayChange(message) && isChangeable(message);
  const canCancel =
    acts.mayChange(message) && message.delivery_status === "queued" && !message.deleted_at;
  // After these the person writes: the menu's button would take the first letters for shortcuts.
  const isWriting = useRef(false);
  const write = (act: (message: Message) => void) => () => {
    isWriting.current = true;
    act(message);
  };
  const hasText = message.kind === "text" || message.content !== "";
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          aria-label={t("messageMenu")}
          className="size-7 self-center text-muted-foreground opacity-0 focus-visible:opacity-100 group-hover:opacity-100 data-[state=open]:opacity-100 pointer-coarse:size-9 pointer-coarse:opacity-60"
        >
          <Ellipsis aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent
        onCloseAutoFocus={(event) => {
          if (isWriting.current) closeToComposer(event);
          isWriting.current = false;
        }}
      >
        {message.is_internal ? null : (
          <DropdownMenuItem onSelect={write(acts.reply)}>
            <Reply aria-hidden="true" />
            {t("reply")}
          </DropdownMenuItem>
        )}
        {message.content ? (
          <DropdownMenuItem
            onSelect={() =>
              void navigator.clipboard.writeText(message.content).then(
                () => toast.success(t("copied")),
                () => toast.error(t("copyFailed")),
              )
            }
          >
            <Copy aria-hidden="true" />
            {t("copyText")}
          </DropdownMenuItem>
        ) : null}
        {message.edited_at ? (
          <DropdownMenuItem onSelect={() => acts.showHistory(message)}>
            <History aria-hidden="true" />
            {t("showHistory")}
          </DropdownMenuItem>
        ) : null}
        {canCancel ? (
          <DropdownMenuItem onSelect={() => acts.drop(message)}>
            <Ban aria-hidden="true" />
            {t("cancelSending")}
          </DropdownMenuItem>
        ) : null}
        {canChange ? (
          <>
            <DropdownMenuSeparator />
            {hasText ? (
              <DropdownMenuItem onSelect={write(acts.edit)}>
                <Pencil aria-hidden="true" />
                {t("edit")}
              </DropdownMenuItem>
            ) : null}
            <DropdownMenuItem onSelect={() => acts.remove(message)}>
              <Trash2 aria-hidden="true" />
              {message.is_internal ? t("deleteNote") : t("deleteForClient")}
            </DropdownMenuItem>
          </>
        ) : null}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

function isChangeable(message: Message): boolean {
  if (message.sender.type !== "operator" || message.deleted_at) return false;
  // Said to have arrived, but Telegram's id of it is not known: nothing can be changed there.
  return message.is_internal || message.telegram_message_id !== null;
}
