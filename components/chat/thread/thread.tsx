"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState } from "react";
import { Virtuoso, type VirtuosoHandle } from "react-virtuoso";
import type { MessageActs } from "@/components/chat/message/message-menu";
import { Button } from "@/components/ui/button";
import type { Message } from "@/lib/messages/schemas";
import { Arrivals } from "./arrivals";
import { DayLabel } from "./day-label";
import { firstUnread } from "./first-unread";
import { threadNames } from "./thread-names";
import { type Seen, ThreadRow } from "./thread-row";
import { rowOf, toRows } from "./thread-rows";
import { useJump } from "./use-jump";
import { useKeptPlace } from "./use-kept-place";
import { useThreadEnd } from "./use-thread-end";
import { useTopDay } from "./use-top-day";

/** Virtuoso counts rows that load above downwards from here, so that nothing jumps. */
const farAbove = 1_000_000;
/** Older rows are loaded when so many px are left above. */
const nearTop = 1200;

/**
 * The messages, oldest at the top, only the visible ones in the page: opens at the first unread or
 * the newest, keeps its place when older ones load, follows new ones at the end.
 */
export function Thread({
  messages,
  operatorNames,
  hasOlder,
  loadOlder,
  loadUntil,
  unreadCount,
  acts,
  jumpTarget,
  sentId,
  clientName,
}: {
  messages: Message[];
  operatorNames: Record<number, string>;
  hasOlder: boolean;
  loadOlder: () => Promise<unknown>;
  /** Loads older pages until `isThere` says of all messages that they are enough; false: they never are. */
  loadUntil: (isThere: (messages: Message[]) => boolean) => Promise<boolean>;
  /** Unread client messages when the thread was opened. */
  unreadCount: number;
  acts: MessageActs;
  /** A message to show now; a new object for each jump. */
  jumpTarget: { messageId: number } | null;
  /** The last message that this window sent: it is brought into sight from anywhere in the thread. */
  sentId: number | null;
  clientName: string;
}) {
  const t = useTranslations("chat");
  const list = useRef<VirtuosoHandle>(null);
  const [openedAt] = useState(() => newestId(messages));
  const [firstUnreadId, setFirstUnreadId] = useState(() =>
    firstUnread(messages, unreadCount, newestId(messages)),
  );
  const opensAt = useRef(firstUnreadId);
  const isFar = unreadCount > 0 && firstUnreadId === null && hasOlder;
  const [anchorId] = useState(messages[0]?.id);
  const rows = useMemo(() => toRows(messages, firstUnreadId), [messages, firstUnreadId]);
  const byId = useMemo(() => new Map(messages.map((one) => [one.id, one])), [messages]);
  const above = anchorId === undefined ? 0 : Math.max(0, rowOf(rows, anchorId));
  const top = useTopDay(rows);
  const names = useMemo(() => threadNames(clientName, operatorNames), [clientName, operatorNames]);
  const [arrivals] = useState<Seen>(() => ({ since: newestId(messages), ids: new Set() }));

  const end = useThreadEnd(top.scroller, opensAt.current === null, () => place.isSettling());
  const place = useKeptPlace(rows, list, top.scroller, opensAt.current, end);
  const missed = useMissed(messages, end.isAtEnd);
  const found = useJump(jumpTarget, rows, list, top.scroller, () => {
    place.release();
    end.leave();
  });

  const { goToEnd } = end;
  useEffect(() => {
    if (sentId !== null) goToEnd();
  }, [sentId, goToEnd]);

  function loadNear() {
    if (!hasOlder || place.isSettling()) return;
    if ((top.scroller.current?.scrollTop ?? 0) < nearTop) void loadOlder();
  }

  async function toFirstUnread() {
    let found: number | null = null;
    await loadUntil((all) => {
      found = firstUnread(all, unreadCount, openedAt);
      return found !== null;
    });
    if (found === null) return;
    setFirstUnreadId(found);
    acts.jumpTo(found);
  }

  function toNewest() {
    place.release();
    end.goToEnd();
  }

  const unreadIndex = rows.findIndex(({ type }) => type === "unread");
  const start =
    unreadIndex >= 0
      ? { index: unreadIndex, align: "start" as const }
      : { index: Math.max(0, rows.length - 1), align: "end" as const };
  return (
    <div data-writing className="relative min-h-0 flex-1">
      <Virtuoso
        ref={list}
        scrollerRef={top.scrollerRef}
        onScroll={() => {
          place.keep();
          top.onScroll();
          loadNear();
        }}
        rangeChanged={place.keep}
        isScrolling={(moves) => {
          if (!moves) top.onRest();
        }}
        data={rows}
        computeItemKey={(_, row) => row.key}
        firstItemIndex={farAbove - above}
        initialTopMostItemIndex={start}
        alignToBottom
        increaseViewportBy={{ top: 800, bottom: 400 }}
        // The list draws its first rows before it has gone to where it opens.
        startReached={() => requestAnimationFrame(loadNear)}
        data-testid="thread"
        role="region"
        aria-label={t("thread")}
        tabIndex={0}
        className="h-full"
        components={{ Header: Edge, Footer: Edge }}
        itemContent={(_, row) => (
          // A margin that leaves its row is not in the height that the list measures.
          <div className="mx-auto flow-root max-w-4xl px-3 md:px-5">
            <ThreadRow
              row={row}
              byId={byId}
              names={names}
              operatorNames={operatorNames}
              acts={acts}
              foundId={found}
              arrivals={arrivals}
            />
          </div>
        )}
      />
      {top.day ? (
        <div aria-hidden="true" className="pointer-events-none absolute inset-x-0 top-2">
          <DayLabel at={top.day} className="shadow-sm" />
        </div>
      ) : null}
      <Arrivals messages={messages} name={clientName} />
      {isFar ? (
        <Button
          variant="outline"
          onClick={() => void toFirstUnread()}
          className="absolute inset-x-0 top-2 mx-auto w-fit rounded-full shadow-md"
        >
          <ArrowUp aria-hidden="true" />
          {t("toFirstUnread", { count: unreadCount })}
        </Button>
      ) : null}
      {end.isAtEnd ? null : (
        <Button
          variant="outline"
          size={missed > 0 ? "default" : "icon"}
          aria-label={missed > 0 ? undefined : t("toNewest")}
          onClick={toNewest}
          className="absolute right-4 bottom-3 rounded-full shadow-md"
        >
          <ArrowDown aria-hidden="true" />
          {missed > 0 ? t("newMessages", { count: missed }) : null}
        </Button>
      )}
    </div>
  );
}

const Edge = () => <div className="h-4" />;

/** How many messages came while the newest was out of sight. */
function useMissed(messages: Message[], isAtEnd: boolean): number {
  const [seenId, setSeenId] = useState(messages.at(-1)?.id ?? 0);
  const lastId = messages.at(-1)?.id ?? 0;
  useEffect(() => {
    if (isAtEnd) setSeenId(lastId);
  }, [isAtEnd, lastId]);
  return messages.filter(({ id, sender }) => id > seenId && sender.type === "client").length;
}

const newestId = (messages: Message[]) => Math.max(0, ...messages.map(({ id }) => id));
