"use client";

import { Paperclip } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, useEffect, useState } from "react";
import { callApi } from "@/lib/api-client/call-api";
import type { Page } from "@/lib/core/schemas";
import type { QuickReply } from "@/lib/quick-replies/schemas";
import { ChoiceList } from "./choice-list";

/** Quick replies that fit what stands after the slash. */
export function QuickReplyList({
  search,
  keys,
  onChoose,
}: {
  search: string;
  keys: RefObject<(event: KeyboardEvent) => boolean>;
  onChoose: (reply: QuickReply) => void;
}) {
  const t = useTranslations("chat");
  const [replies, setReplies] = useState<QuickReply[] | null>(null);

  useEffect(() => {
    let isCurrent = true;
    const query = new URLSearchParams({ limit: "20", ...(search ? { search } : {}) });
    callApi<Page<QuickReply>>(`/api/quick-replies/?${query}`)
      .then(({ results }) => isCurrent && setReplies(results))
      .catch(() => isCurrent && setReplies([]));
    return () => {
      isCurrent = false;
    };
  }, [search]);

  if (replies === null) return null;
  return (
    <ChoiceList
      label={t("quickReplies")}
      empty={t("noQuickReplies")}
      keys={keys}
      choices={replies.map((reply) => ({
        key: reply.id,
        choose: () => onChoose(reply),
        content: (
          <>
            <span className="shrink-0 font-medium text-primary">/{reply.shortcut}</span>
            <span className="shrink-0">{reply.title}</span>
            <span className="min-w-0 flex-1 truncate text-muted-foreground">{reply.content}</span>
            {reply.media.length > 0 ? (
              <Paperclip aria-hidden="true" className="size-3.5 shrink-0 text-muted-foreground" />
            ) : null}
          </>
        ),
      }))}
    />
  );
}
