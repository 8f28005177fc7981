import { Check, CircleAlert, CircleHelp, Clock, NotebookPen, RotateCw } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { findMentions } from "@/components/chat/find-mentions";
import { Album } from "@/components/chat/media/album";
import type { Names } from "@/components/chat/thread/thread-names";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/overlay/tooltip";
import { useReason } from "@/components/ui/use-reason";
import type { Message } from "@/lib/messages/schemas";
import { FormattedText } from "./formatted-text";
import { FileView, SpecialView } from "./message-body";
import { type MessageActs, MessageMenu } from "./message-menu";
import { ForwardLine, Quote } from "./quote";
import { SentAsFile } from "./sent-as-file";
import { SystemLine } from "./system-line";

/** One message or album: the client's at left, ours at right, notes on amber, events in the middle. */
export function Bubble({
  messages,
  author,
  isGrouped,
  isFound,
  quoted,
  acts,
  names,
  operatorNames,
}: {
  /** One message, or the items of an album. */
  messages: [Message, ...Message[]];
  /** Who of the team wrote it; empty for the client. */
  author: string;
  isGrouped: boolean;
  /** Jumped to just now. */
  isFound: boolean;
  quoted: Message | undefined;
  acts: MessageActs;
  names: Names;
  operatorNames: Record<number, string>;
}) {
  const t = useTranslations("chat");
  const [message] = messages;
  if (message.message_type === "system") {
    return <SystemLine message={message} operatorNames={operatorNames} />;
  }
  const isOurs = message.sender.type !== "client";
  const texts = messages.filter(({ content }) => content !== "");
  const operatorId = message.sender.operator_id;
  const menu = <MessageMenu message={message} acts={acts} />;
  return (
    <div
      data-testid={`message-${message.id}`}
      data-message-id={message.id}
      className={cn(
        "group flex gap-1",
        isOurs ? "justify-end" : "justify-start",
        isGrouped ? "pt-0.5" : "pt-3",
      )}
    >
      {isOurs ? menu : null}
      <div
        className={cn(
          "max-w-[min(560px,85%)] rounded-bubble px-3 py-2 text-thread",
          isOurs ? "bg-bubble-out" : "bg-bubble-in",
          message.is_internal && "bg-note",
          isFound && "ring-2 ring-ring",
        )}
      >
        <Author author={isGrouped ? "" : author} isNote={message.is_internal} />
        <Quote message={message} quoted={quoted} names={names} onJump={acts.jumpTo} />
        <ForwardLine message={message} />
        {message.deleted_at ? (
          <span className="text-muted-foreground italic">{t("deleted")}</span>
        ) : (
          <Body messages={messages} />
        )}
        {texts.map((one) => (
          <FormattedText
            key={one.id}
            text={one.content}
            entities={withMentions(one, operatorNames)}
          />
        ))}
        {messages.map((one) => (
          <SentAsFile key={one.id} message={one} />
        ))}
        <Meta message={messages.at(-1) ?? message} isOurs={isOurs} acts={acts} />
        <Reactions messages={messages} />
        {messages.map((one) => (
          <Failure key={one.id} message={one} acts={acts} />
        ))}
      </div>
      {isOurs ? <Face id={operatorId} name={isGrouped ? "" : author} /> : menu}
    </div>
  );
}

/** The styles of a text; in a note also those of the colleagues it calls. */
function withMentions(message: Message, names: Record<number, string>): Message["entities"] {
  const called = message.payload?.mentioned_operator_ids;
  if (!message.is_internal || !Array.isArray(called)) return message.entities;
  const found = findMentions(message.content, names, new Set(called as number[]));
  const calls = found
    .filter(({ id }) => called.includes(id))
    .map(({ offset, length }) => ({ type: "note_mention", offset, length }));
  return [...(message.entities ?? []), ...calls];
}

/** Who of the team wrote a group, once; its place is kept beside the rest. */
function Face({ id, name }: { id: number | null; name: string }) {
  return (
    <span className="w-8 shrink-0 pl-1 max-md:hidden">
      {id && name ? <Avatar id={id} name={name} className="size-7 text-[11px]" /> : null}
    </span>
  );
}

function Author({ author, isNote }: { author: string; isNote: boolean }) {
  const t = useTranslations("chat");
  if (!author) return null;
  return (
    <p className="mb-0.5 flex items-center gap-1.5 font-medium text-meta text-primary">
      {author}
      {isNote ? (
        <span className="flex items-center gap-1 font-normal text-muted-foreground">
          <NotebookPen aria-hidden="true" className="size-3" />
          {t("noteLabel")}
        </span>
      ) : null}
    </p>
  );
}

function Body({ messages }: { messages: [Message, ...Message[]] }): ReactNode {
  const [message] = messages;
  if (messages.length > 1) return <Album messages={messages} />;
  if (message.attachments.length === 0) {
    return hasWordsOnly(message) ? null : <SpecialView message={message} />;
  }
  return message.attachments.map((file) => (
    <div key={file.id} className="mb-1 last:mb-0">
      <FileView file={file} emoji={emojiOf(message)} />
    </div>
  ));
}

const emojiOf = ({ payload }: Message) => (typeof payload?.emoji === "string" ? payload.emoji : "");

/** A text, or a kind that we know only by its words. */
function hasWordsOnly({ kind, content }: Message): boolean {
  const isShown = ["location", "venue", "contact", "poll", "dice"].includes(kind);
  return kind === "text" || (content !== "" && !isShown);
}

function Reactions({ messages }: { messages: Message[] }) {
  const emoji = messages.flatMap(({ reactions }) => reactions.flatMap((one) => one.emoji));
  if (emoji.length === 0) return null;
  return <p className="mt-1 text-[16px]">{emoji.join(" ")}</p>;
}

const states = {
  queued: Clock,
  sending: Clock,
  sent: Check,
  failed: CircleAlert,
  unknown: CircleHelp,
  received: Check,
} as const;

function Meta({ message, isOurs, acts }: { message: Message; isOurs: boolean; acts: MessageActs }) {
  const t = useTranslations("chat");
  const format = useFormatter();
  const Icon = states[message.delivery_status];
  // Removed before it went out: its state says nothing any more.
  const isPutAway = message.deleted_at !== null && message.delivery_status !== "sent";
  return (
    <span className="float-right mt-1.5 ml-3 flex items-center gap-1 text-[11px] text-muted-foreground leading-4 tabular-nums">
      {message.edited_at ? (
        <button
          type="button"
          onClick={() => acts.showHistory(message)}
          className="underline-offset-2 hover:underline"
        >
          {t("edited")}
        </button>
      ) : null}
      <time dateTime={message.created_at} suppressHydrationWarning>
        {format.dateTime(new Date(message.created_at), {
          hour: "numeric",
          minute: "2-digit",
        })}
      </time>
      {isOurs && !message.is_internal && !isPutAway ? (
        <Tooltip content={t(`delivery.${message.delivery_status}`)}>
          <span
            role="img"
            aria-label={t(`delivery.${message.delivery_status}`)}
            data-testid="delivery-state"
            data-status={message.delivery_status}
            className={cn(
              message.delivery_status === "failed" && "text-status-failed",
              message.delivery_status === "unknown" && "text-status-unknown",
            )}
          >
            <Icon aria-hidden="true" className="size-3.5" />
          </span>
        </Tooltip>
      ) : null}
    </span>
  );
}

function Failure({ message, acts }: { message: Message; acts: MessageActs }) {
  const t = useTranslations("chat");
  const reason = useReason(message);
  const isUnknown = message.delivery_status === "unknown";
  if (message.deleted_at || (!isUnknown && message.delivery_status !== "failed")) return null;
  return (
    <div className="clear-both mt-2 flex flex-wrap items-center gap-2 border-t pt-2 text-secondary">
      <span className={isUnknown ? "text-status-unknown" : "text-status-failed"}>
        {isUnknown ? t("unknownHint") : t("failedHint", { reason })}
      </span>
      <Button variant="outline" size="small" onClick={() => acts.retry(message)}>
        <RotateCw aria-hidden="true" />
        {isUnknown ? t("sendAgain") : t("retry")}
      </Button>
      {isUnknown ? (
        <Button variant="outline" size="small" onClick={() => acts.confirm(message)}>
          <Check aria-hidden="true" />
          {t("itArrived")}
        </Button>
      ) : null}
      {acts.mayChange(message) ? (
        <Button variant="ghost" size="small" onClick={() => acts.drop(message)}>
          {t("removeUnsent")}
        </Button>
      ) : null}
    </div>
  );
}
