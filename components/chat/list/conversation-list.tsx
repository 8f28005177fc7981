"use client";

import { CircleAlert, MessagesSquare, Search } from "lucide-react";
import { useParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAddress } from "@/components/clients/use-address";
import { useSettled } from "@/components/data/use-settled";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { PaneEdge } from "@/components/ui/pane-edge";
import { EmptyState } from "@/components/ui/states/empty-state";
import { Skeleton } from "@/components/ui/states/skeleton";
import type { ConversationCounts } from "@/lib/conversations/schemas";
import { type ConversationView, conversationViews } from "@/lib/conversations/terms";
import { ConversationRow } from "./conversation-row";
import { ListFilters, listFilter } from "./list-filters";
import { useConversations } from "./use-conversations";
import { useNeighbours } from "./use-neighbours";
import { ViewTabs } from "./view-tabs";

/** The left pane: views with counters, search and the conversations, live. */
export function ConversationList({
  initialCounts,
  viewerId,
  operatorNames,
}: {
  initialCounts: ConversationCounts;
  viewerId: number;
  operatorNames: Record<number, string>;
}) {
  const t = useTranslations("chat");
  const { params, set: go } = useAddress();
  const view = viewOf(params.get("view"));
  const filter = listFilter(params);
  const [typed, setTyped] = useState("");
  const search = useSettled(typed.trim());
  const { clientId } = useParams<{ clientId?: string }>();
  const list = useConversations(view, filter, search, initialCounts);
  const query = queryOf(view, filter);
  // What narrows undelivered answers says nothing about other lists.
  const choose = (name: ConversationView) =>
    go({ view: name, ...(name === "undelivered" ? {} : { delivery_status: null, since: null }) });
  const clientIds = list.items?.map(({ client }) => client.id) ?? [];
  useNeighbours(clientIds, Number(clientId), query);

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
        <ViewTabs view={view} counts={list.counts} onChoose={choose} />
        <ListFilters filter={filter} onClear={(name) => go({ [name]: null })} />
      </div>
      <PaneEdge name="list" side="right" label={t("listWidth")} className="max-md:hidden" />
      <ConversationItems
        list={list}
        currentId={Number(clientId)}
        query={query}
        emptyHint={
          search !== ""
            ? "searchEmptyHint"
            : filter !== ""
              ? "filterEmptyHint"
              : view === "all"
                ? "noConversationsHint"
                : "emptyViewHint"
        }
        viewerId={viewerId}
        operatorNames={operatorNames}
      />
    </section>
  );
}

function viewOf(text: string | null): ConversationView {
  return conversationViews.find((name) => name === text) ?? "all";
}

function queryOf(view: ConversationView, filter: string): string {
  const query = new URLSearchParams(filter);
  if (view !== "all") query.set("view", view);
  return query.size > 0 ? `?${query}` : "";
}

function ConversationItems({
  list,
  currentId,
  query,
  emptyHint,
  viewerId,
  operatorNames,
}: {
  list: ReturnType<typeof useConversations>;
  currentId: number;
  query: string;
  /** What to do about an empty list: by what narrows it, the search first. */
  emptyHint: "searchEmptyHint" | "filterEmptyHint" | "emptyViewHint" | "noConversationsHint";
  viewerId: number;
  operatorNames: Record<number, string>;
}) {
  const t = useTranslations("chat");
  if (list.isPending || list.isPlaceholderData) {
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
  if (!list.items) {
    return (
      <EmptyState
        icon={CircleAlert}
        title={t("listFailed")}
        action={
          <Button variant="outline" onClick={() => void list.refetch()}>
            {t("retry")}
          </Button>
        }
      />
    );
  }
  if (list.items.length === 0) {
    return (
      <EmptyState icon={MessagesSquare} title={t("noConversations")}>
        {t(emptyHint)}
      </EmptyState>
    );
  }
  return (
    <ul
      className="min-h-0 flex-1 overflow-y-auto"
      onScroll={({ currentTarget: pane }) => {
        const isNearEnd = pane.scrollHeight - pane.scrollTop - pane.clientHeight < 400;
        if (isNearEnd && list.hasNextPage) void list.fetchNextPage({ cancelRefetch: false });
      }}
    >
      {list.items.map((conversation) => (
        <ConversationRow
          key={conversation.id}
          conversation={conversation}
          isCurrent={conversation.client.id === currentId}
          query={query}
          viewerId={viewerId}
          operatorNames={operatorNames}
        />
      ))}
    </ul>
  );
}
