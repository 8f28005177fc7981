"use client";

import { CircleAlert, MessagesSquare, Search } from "lucide-react";
import Link from "next/link";
import { useParams, usePathname, useRouter, useSearchParams } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { Input } from "@/components/ui/input";

import { PaneEdge } from "@/components/ui/pane-edge";
import { Skeleton } from "@/components/ui/skeleton";
import { WaitTime } from "@/components/ui/wait-time";
import { clientName } from "@/lib/clients/client-name";
import type { Conversation, ConversationCounts } from "@/lib/conversations/schemas";
import { type ConversationView, conversationViews } from "@/lib/conversations/terms";
import { previewWord } from "./preview-word";
import { useConversations } from "./use-conversations";

/** The left pane: views with counters, search and the conversations, live. */
export function ConversationList({ initialCounts }: { initialCounts: ConversationCounts }) {
  const t = useTranslations("chat");
  const router = useRouter();
  const view = viewOf(useSearchParams().get("view"));
  const setView = (name: ConversationView) => router.replace(`${path}?view=${name}`);
  const path = usePathname();
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState("");
  const { clientId } = useParams<{ clientId?: string }>();
  const list = useConversations(view, search, initialCounts);

  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), 250);
    return () => clearTimeout(timer);
  }, [typed]);

  useEffect(() => {
    document.title = document.title.replace(/^\(\d+\) /, "");
    if (list.counts.unread > 0) document.title = `(${list.counts.unread}) ${document.title}`;
  }, [list.counts.unread]);

  // Trouble with delivery is rare: its view is there when there is something in it.
  const isOffered = (name: ConversationView) =>
    name !== "undelivered" || name === view || list.counts.undelivered > 0;

  return (
    <section
      aria-label={t("conversations")}
      className={cn(
        "relative flex min-h-0 w-full shrink-0 flex-col border-r bg-surface md:w-(--pane-list,320px)",
        clientId && "hidden md:flex",
      )}
    >
      <div className="border-b p-2">
        <h1 className="sr-only">{t("title")}</h1>
        <div className="relative">
          <Search
            aria-hidden="true"
            className="absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-muted-foreground"
          />
          <Input
            type="search"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            placeholder={t("search")}
            aria-label={t("search")}
            className="pl-8"
          />
        </div>
        <fieldset className="mt-2 flex min-w-0 gap-0.5 overflow-x-auto pb-0.5 [scrollbar-width:none]">
          <legend className="sr-only">{t("views")}</legend>
          {conversationViews.filter(isOffered).map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={name === view}
              onClick={() => setView(name)}
              className={cn(
                "flex h-7 shrink-0 items-center gap-1 rounded-full px-2 text-meta text-muted-foreground hover:bg-muted pointer-coarse:h-9",
                name === view && "bg-accent font-medium text-accent-foreground hover:bg-accent",
              )}
            >
              {t(`view.${name}`)}
              {list.counts[name] > 0 ? (
                <span className="tabular-nums">{list.counts[name]}</span>
              ) : null}
            </button>
          ))}
        </fieldset>
      </div>
      <PaneEdge name="list" side="right" label={t("listWidth")} className="max-md:hidden" />
      <ConversationItems list={list} currentId={Number(clientId)} view={view} />
    </section>
  );
}

function viewOf(text: string | null): ConversationView {
  return conversationViews.find((name) => name === text) ?? "all";
}

function ConversationItems({
  list,
  currentId,
  view,
}: {
  list: ReturnType<typeof useConversations>;
  currentId: number;
  view: ConversationView;
}) {
  const t = useTranslations("chat");
  if (list.state === "loading") {
    return (
      <div role="status" aria-label={t("loading")} className="grid gap-px p-3">
        {["w-1/2", "w-2/3", "w-2/5", "w-3/5", "w-1/3"].map((width) => (
          <div key={width} className="flex h-16 items-center gap-3">
            <Skeleton className="size-10 rounded-full" />
            <div className="flex-1 space-y-2">
              <Skeleton className={`h-3.5 ${width}`} />
              <Skeleton className="h-3 w-4/5" />
            </div>
          </div>
        ))}
      </div>
    );
  }
  if (list.state === "failed") {
    return (
      <EmptyState
        icon={CircleAlert}
        title={t("listFailed")}
        action={
          <Button variant="outline" onClick={() => list.reload()}>
            {t("retry")}
          </Button>
        }
      />
    );
  }
  if (list.items.length === 0) {
    return (
      <EmptyState icon={MessagesSquare} title={t("noConversations")}>
        {t("noConversationsHint")}
      </EmptyState>
    );
  }
  return (
    <ul
      className="min-h-0 flex-1 overflow-y-auto"
      onScroll={({ currentTarget: pane }) => {
        if (pane.scrollHeight - pane.scrollTop - pane.clientHeight < 400) list.loadMore();
      }}
    >
      {list.items.map((conversation) => (
        <ConversationRow
          key={conversation.id}
          conversation={conversation}
          isCurrent={conversation.client.id === currentId}
          view={view}
        />
      ))}
    </ul>
  );
}

function ConversationRow({
  conversation,
  isCurrent,
  view,
}: {
  conversation: Conversation;
  isCurrent: boolean;
  view: ConversationView;
}) {
  const t = useTranslations("chat");
  const format = useFormatter();
  const { client, last_message, last_message_at, waiting_since, unread_count } = conversation;
  const name = clientName(client);
  const hasFailed = last_message && ["failed", "unknown"].includes(last_message.delivery_status);
  return (
    <li className="[contain-intrinsic-size:auto_64px] [content-visibility:auto]">
      <Link
        href={`/chat/${client.id}${view === "all" ? "" : `?view=${view}`}`}
        aria-current={isCurrent ? "page" : undefined}
        data-testid={`conversation-row-${client.id}`}
        className={cn(
          "flex h-16 items-center gap-3 px-3 hover:bg-muted",
          isCurrent && "bg-accent hover:bg-accent",
        )}
      >
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
              {last_message?.sender_type === "operator" ? `${t("you")}: ` : ""}
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

function shortTime(format: ReturnType<typeof useFormatter>, at: string): string {
  const date = new Date(at);
  const isToday = date.toDateString() === new Date().toDateString();
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return isToday
    ? format.dateTime(date, { hour: "2-digit", minute: "2-digit", timeZone })
    : format.dateTime(date, { day: "numeric", month: "short", timeZone });
}
