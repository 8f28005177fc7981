"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Bubble } from "@/components/chat/message/bubble";
import type { MessageActs } from "@/components/chat/message/message-menu";
import type { Message } from "@/lib/messages/schemas";
import { DayLabel } from "./day-label";
import type { Names } from "./thread-names";
import type { ThreadRow as RowData } from "./thread-rows";

/** Ids above `since` came while the thread was open; each slides in once. */
export type Seen = { since: number; ids: Set<number> };

/** A day, the line above what is unread, a message or an album. */
export function ThreadRow({
  row,
  byId,
  names,
  operatorNames,
  acts,
  foundId,
  arrivals,
}: {
  row: RowData;
  byId: Map<number, Message>;
  names: Names;
  operatorNames: Record<number, string>;
  acts: MessageActs;
  foundId: number | null;
  arrivals: Seen;
}) {
  const t = useTranslations("chat");
  const ownId = row.type === "message" ? row.message.id : 0;
  const [slidesIn] = useState(() => ownId > arrivals.since && !arrivals.ids.has(ownId));
  useEffect(() => {
    arrivals.ids.add(ownId);
  }, [arrivals, ownId]);
  if (row.type === "day") return <DayLabel at={row.at} className="my-3" />;
  if (row.type === "unread") {
    return (
      <p className="my-3 flex items-center gap-3 text-meta text-primary before:h-px before:flex-1 before:bg-primary/40 after:h-px after:flex-1 after:bg-primary/40">
        {t("unreadLine")}
      </p>
    );
  }
  const messages = row.type === "album" ? row.messages : [row.message];
  const [first, ...others] = messages;
  if (!first) return null;
  const { type, operator_id } = first.sender;
  const author = operator_id
    ? (operatorNames[operator_id] ?? "")
    : type === "system"
      ? t("bot")
      : "";
  const bubble = (
    <Bubble
      messages={[first, ...others]}
      author={author}
      isGrouped={row.isGrouped}
      isFound={messages.some(({ id }) => id === foundId)}
      quoted={first.reply_to_message_id ? byId.get(first.reply_to_message_id) : undefined}
      acts={acts}
      names={names}
      operatorNames={operatorNames}
    />
  );
  return slidesIn ? <div className="animate-appear">{bubble}</div> : bubble;
}
