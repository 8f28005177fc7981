import { Check, CircleAlert, CircleHelp, Clock, Reply, RotateCw } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";
import type { Message } from "@/lib/messages/schemas";
import { previewWord } from "./conversation-list";
import { FileView, FormattedText, SpecialView } from "./message-body";

/** One message: the client's at left, ours at right, events small in the middle. */
export function Bubble({
  message,
  author,
  isGrouped,
  quoted,
  onReply,
  onRetry,
}: {
  message: Message;
  /** Who of the team wrote it; empty for the client. */
  author: string;
  isGrouped: boolean;
  quoted: Message | undefined;
  onReply: (message: Message) => void;
  onRetry: (message: Message) => void;
}) {
  const t = useTranslations("chat");
  if (message.message_type === "system") return <SystemLine message={message} />;
  const isOurs = message.sender.type !== "client";
  const isSpecial = message.attachments.length === 0 && message.kind !== "text";
  return (
    <div
      id={`message-${message.id}`}
      data-testid={`message-${message.id}`}
      className={cn(
        "group flex gap-1",
        isOurs ? "justify-end" : "justify-start",
        isGrouped ? "mt-0.5" : "mt-3",
      )}
    >
      {isOurs ? <ReplyButton message={message} onReply={onReply} /> : null}
      <div
        className={cn(
          "max-w-[min(560px,85%)] rounded-bubble px-3 py-2 text-thread",
          isOurs ? "bg-bubble-out" : "bg-bubble-in",
        )}
      >
        {author && !isGrouped ? (
          <p className="mb-0.5 font-medium text-meta text-primary">{author}</p>
        ) : null}
        {quoted ? (
          <a
            href={`#message-${quoted.id}`}
            className="mb-1 block border-primary border-l-2 pl-2 text-secondary"
          >
            <span className="line-clamp-2 text-muted-foreground">
              {quoted.content || previewWord(t, quoted.kind)}
            </span>
          </a>
        ) : null}
        <Origin message={message} />
        {message.attachments.map((file) => (
          <div key={file.id} className="mb-1 last:mb-0">
            <FileView file={file} />
          </div>
        ))}
        {isSpecial ? <SpecialView message={message} /> : null}
        {message.content ? (
          <FormattedText text={message.content} entities={message.entities} />
        ) : null}
        <Meta message={message} isOurs={isOurs} />
        {message.reactions.length > 0 ? (
          <p className="mt-1 text-[16px]">
            {message.reactions.flatMap(({ emoji }) => emoji).join(" ")}
          </p>
        ) : null}
        <Failure message={message} onRetry={onRetry} />
      </div>
      {isOurs ? null : <ReplyButton message={message} onReply={onReply} />}
    </div>
  );
}

function ReplyButton({
  message,
  onReply,
}: {
  message: Message;
  onReply: (message: Message) => void;
}) {
  const t = useTranslations("chat");
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label={t("reply")}
      onClick={() => onReply(message)}
      className="self-center text-muted-foreground opacity-0 focus-visible:opacity-100 group-hover:opacity-100"
    >
      <Reply aria-hidden="true" />
    </Button>
  );
}

function Origin({ message }: { message: Message }) {
  const t = useTranslations("chat");
  const origin = message.payload?.forward_origin as
    | {
        sender_user?: { first_name: string };
        sender_user_name?: string;
        chat?: { title: string };
        sender_chat?: { title: string };
      }
    | undefined;
  if (!origin) return null;
  const name =
    origin.sender_user?.first_name ??
    origin.sender_user_name ??
    origin.chat?.title ??
    origin.sender_chat?.title ??
    "";
  return <p className="mb-0.5 text-meta text-primary">{t("forwardedFrom", { name })}</p>;
}

const states = {
  queued: Clock,
  sending: Clock,
  sent: Check,
  failed: CircleAlert,
  unknown: CircleHelp,
  received: Check,
} as const;

function Meta({ message, isOurs }: { message: Message; isOurs: boolean }) {
  const t = useTranslations("chat");
  const format = useFormatter();
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const Icon = states[message.delivery_status];
  return (
    <span className="float-right mt-1.5 ml-3 flex items-center gap-1 text-[11px] text-muted-foreground leading-4 tabular-nums">
      {message.edited_at ? <span>{t("edited")}</span> : null}
      <time dateTime={message.created_at} suppressHydrationWarning>
        {format.dateTime(new Date(message.created_at), {
          hour: "2-digit",
          minute: "2-digit",
          timeZone,
        })}
      </time>
      {isOurs ? (
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

function Failure({ message, onRetry }: { message: Message; onRetry: (message: Message) => void }) {
  const t = useTranslations("chat");
  const isUnknown = message.delivery_status === "unknown";
  if (!isUnknown && message.delivery_status !== "failed") return null;
  return (
    <div className="clear-both mt-2 flex flex-wrap items-center gap-2 border-t pt-2 text-secondary">
      <span className={isUnknown ? "text-status-unknown" : "text-status-failed"}>
        {isUnknown ? t("unknownHint") : t("failedHint", { reason: message.failure_reason ?? "" })}
      </span>
      <Button variant="outline" size="small" onClick={() => onRetry(message)}>
        <RotateCw aria-hidden="true" />
        {isUnknown ? t("sendAgain") : t("retry")}
      </Button>
    </div>
  );
}

function SystemLine({ message }: { message: Message }) {
  const t = useTranslations("chat");
  const source = message.payload?.source;
  return (
    <p
      id={`message-${message.id}`}
      className="mx-auto my-3 w-fit max-w-[90%] rounded-full bg-muted px-3 py-0.5 text-center text-meta text-muted-foreground"
    >
      {previewWord(t, message.kind)}
      {typeof source === "string" ? ` · ${source}` : ""}
    </p>
  );
}
