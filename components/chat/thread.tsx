"use client";

import { ArrowDown } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { Fragment, useEffect, useLayoutEffect, useRef, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { callApi } from "@/lib/api-client/call-api";
import type { Message } from "@/lib/messages/schemas";
import { Bubble } from "./bubble";

/** Consecutive messages of one author within this many milliseconds are one group. */
const groupWithin = 5 * 60_000;

/** The messages, oldest at the top; keeps its place when older ones load and follows new ones at the end. */
export function Thread({
  messages,
  operatorNames,
  hasOlder,
  loadOlder,
  onReply,
}: {
  messages: Message[];
  operatorNames: Record<number, string>;
  hasOlder: boolean;
  loadOlder: () => Promise<void>;
  onReply: (message: Message) => void;
}) {
  const t = useTranslations("chat");
  const pane = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const fromBottom = useRef(0);
  const [missed, setMissed] = useState(0);
  const firstId = messages[0]?.id;
  const lastId = messages.at(-1)?.id;
  const lastSeen = useRef(lastId);

  // Before the paint: an older page must not move what is being read.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the first message changes
  useLayoutEffect(() => {
    if (pane.current && !isAtEnd.current) {
      pane.current.scrollTop = pane.current.scrollHeight - fromBottom.current;
    }
  }, [firstId]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when any message comes or changes
  useLayoutEffect(() => {
    if (isAtEnd.current && pane.current) pane.current.scrollTop = pane.current.scrollHeight;
    else if (lastSeen.current !== lastId) setMissed((count) => count + 1);
    lastSeen.current = lastId;
  }, [messages]);

  // Pictures that load later make the content taller: stay at the end.
  useEffect(() => {
    const content = pane.current?.firstElementChild;
    if (!content) return;
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current && pane.current) pane.current.scrollTop = pane.current.scrollHeight;
    });
    observer.observe(content);
    return () => observer.disconnect();
  }, []);

  function onScroll() {
    const { current } = pane;
    if (!current) return;
    fromBottom.current = current.scrollHeight - current.scrollTop;
    isAtEnd.current = fromBottom.current - current.clientHeight < 80;
    if (isAtEnd.current) setMissed(0);
    if (current.scrollTop < 400 && hasOlder) void loadOlder();
  }

  function jumpToEnd() {
    isAtEnd.current = true;
    setMissed(0);
    pane.current?.scrollTo({ top: pane.current.scrollHeight });
  }

  async function retry(message: Message) {
    await callApi(`/api/messages/${message.id}/retry/`, { method: "POST" }).catch(() =>
      toast.error(t("retryFailed")),
    );
  }

  const byId = new Map(messages.map((message) => [message.id, message]));
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={pane}
        onScroll={onScroll}
        data-testid="thread"
        role="log"
        aria-label={t("thread")}
        tabIndex={0}
        className="h-full overflow-y-auto px-3 md:px-5"
      >
        <div className="mx-auto flex min-h-full max-w-4xl flex-col justify-end py-4">
          {messages.map((message, index) => {
            const before = messages[index - 1];
            const operatorId = message.sender.operator_id;
            return (
              <Fragment key={message.id}>
                {isNewDay(before, message) ? <DayLabel at={message.created_at} /> : null}
                <Bubble
                  message={message}
                  author={
                    operatorId
                      ? (operatorNames[operatorId] ?? "")
                      : message.sender.type === "system"
                        ? t("bot")
                        : ""
                  }
                  isGrouped={isGrouped(before, message)}
                  quoted={
                    message.reply_to_message_id ? byId.get(message.reply_to_message_id) : undefined
                  }
                  onReply={onReply}
                  onRetry={retry}
                />
              </Fragment>
            );
          })}
        </div>
      </div>
      {missed > 0 ? (
        <Button
          variant="outline"
          onClick={jumpToEnd}
          className="absolute right-4 bottom-3 rounded-full shadow-md"
        >
          <ArrowDown aria-hidden="true" />
          {t("newMessages", { count: missed })}
        </Button>
      ) : null}
    </div>
  );
}

function isNewDay(before: Message | undefined, message: Message): boolean {
  return (
    !before ||
    new Date(before.created_at).toDateString() !== new Date(message.created_at).toDateString()
  );
}

function isGrouped(before: Message | undefined, message: Message): boolean {
  if (!before || before.message_type === "system" || isNewDay(before, message)) return false;
  const isSameAuthor =
    before.sender.type === message.sender.type &&
    before.sender.operator_id === message.sender.operator_id;
  return (
    isSameAuthor && Date.parse(message.created_at) - Date.parse(before.created_at) < groupWithin
  );
}

function DayLabel({ at }: { at: string }) {
  const format = useFormatter();
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <p
      suppressHydrationWarning
      className="mx-auto my-3 w-fit rounded-full border bg-surface px-3 py-0.5 text-meta text-muted-foreground"
    >
      {format.dateTime(new Date(at), { day: "numeric", month: "long", timeZone })}
    </p>
  );
}
