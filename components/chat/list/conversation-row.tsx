"use client";

import { AlarmClock, CircleAlert, CircleCheck } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { previewWord } from "@/components/chat/preview-word";
import { useClientName } from "@/components/clients/use-client-name";
import { LinkPending } from "@/components/shell/link-pending";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { WaitTime } from "@/components/ui/wait-time";
import type { Conversation } from "@/lib/conversations/schemas";

/** One conversation of the list: who, what was said last, whether anybody waits or nothing is left. */
export function ConversationRow({
  conversation,
  isCurrent,
  query,
  viewerId,
  operatorNames,
}: {
  conversation: Conversation;
  isCurrent: boolean;
  /** The list's view and filters, kept while chats are opened. */
  query: string;
  viewerId: number;
  operatorNames: Record<number, string>;
}) {
  const clientName = useClientName();
  const t = useTranslations("chat");
  const format = useFormatter();
  const { client, last_message, last_message_at, waiting_since, unread_count } = conversation;
  const name = clientName(client);
  const authorId = last_message?.operator_id ?? 0;
  const author =
    authorId === viewerId ? t("you") : firstWord(operatorNames[authorId]) || t("colleague");
  const hasFailed = last_message && ["failed", "unknown"].includes(last_message.delivery_status);
  return (
    <li className="[contain-intrinsic-size:auto_64px] [content-visibility:auto]">
      <Link
        href={`/chat/${client.id}${query}`}
        aria-current={isCurrent ? "page" : undefined}
        data-testid={`conversation-row-${client.id}`}
        className={cn(
          "relative flex h-16 items-center gap-3 px-3 hover:bg-muted",
          isCurrent && "bg-accent hover:bg-accent",
        )}
      >
        <LinkPending className="inset-y-2 left-0 w-0.5" />
        <Avatar id={client.id} name={name} />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className={cn("truncate", unread_count > 0 ? "font-semibold" : "font-medium")}>
              {name}
            </span>
            {last_message_at ? (
              <time
                dateTime={last_message_at}
                suppressHydrationWarning
                className="ml-auto shrink-0 text-meta text-muted-foreground tabular-nums"
              >
                {shortTime(format, last_message_at)}
              </time>
            ) : null}
          </span>
          <span className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate text-muted-foreground text-secondary">
              {last_message?.sender_type === "operator" ? `${author}: ` : ""}
              {last_message?.preview || (last_message ? previewWord(t, last_message.kind) : "")}
            </span>
            {hasFailed ? (
              <CircleAlert
                aria-label={t("notDelivered")}
                className="size-4 shrink-0 text-status-failed"
              />
            ) : null}
            {waiting_since ? (
              <WaitTime
                since={waiting_since}
                className="shrink-0 text-[11px] text-status-unknown tabular-nums"
              />
            ) : null}
            <Rest conversation={conversation} />
            {unread_count > 0 ? (
              <span className="grid h-5 min-w-5 shrink-0 place-items-center rounded-full bg-primary px-1.5 font-medium text-[11px] text-primary-foreground tabular-nums">
                <span className="sr-only">{t("unread")}: </span>
                {unread_count > 99 ? "99+" : unread_count}
              </span>
            ) : null}
          </span>
        </span>
      </Link>
    </li>
  );
}

const firstWord = (name = "") => name.split(" ")[0] ?? "";

/** Nothing is left to do, or it rests until a moment. */
function Rest({ conversation }: { conversation: Conversation }) {
  const t = useTranslations("chat");
  const format = useFormatter();
  const { work_state: state, snoozed_until: until } = conversation;
  if (state !== "done" && state !== "snoozed") return null;
  const Icon = state === "done" ? CircleCheck : AlarmClock;
  return (
    <span
      data-testid={`state-${state}`}
      suppressHydrationWarning
      className="flex shrink-0 items-center gap-1 text-[11px] text-muted-foreground"
    >
      <Icon aria-hidden="true" className="size-3.5" />
      {until ? t("until", { at: shortTime(format, until) }) : t("done")}
    </span>
  );
}

function shortTime(format: ReturnType<typeof useFormatter>, at: string): string {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  return isToday
    ? format.dateTime(date, { hour: "numeric", minute: "2-digit" })
    : format.dateTime(date, { day: "numeric", month: "short" });
}
