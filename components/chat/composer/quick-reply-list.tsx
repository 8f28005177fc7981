"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Paperclip } from "lucide-react";
import { useTranslations } from "next-intl";
import { FailedNote } from "@/components/ui/states/failed-note";
import type { Page } from "@/lib/core/schemas";
import { fillVariables, type Variables } from "@/lib/quick-replies/fill-variables";
import type { QuickReply } from "@/lib/quick-replies/schemas";
import { type ChoiceDoor, ChoiceList, ChoiceNote } from "./choice-list";

/** Quick replies that fit what stands after the slash, with the words that they would put in. */
export function QuickReplyList({
  search,
  variables,
  choices,
  onChoose,
}: {
  search: string;
  variables: Variables;
  choices: ChoiceDoor;
  onChoose: (reply: QuickReply, content: string) => void;
}) {
  const t = useTranslations("chat");
  const query = new URLSearchParams({ limit: "20", ...(search ? { search } : {}) });
  const {
    data,
    isFetching: isWaiting,
    isError,
    refetch,
  } = useQuery<Page<QuickReply>>({
    queryKey: ["quick-replies", `/api/quick-replies/?${query}`],
    placeholderData: keepPreviousData,
  });
  return (
    <ChoiceList
      label={t("quickReplies")}
      door={choices}
      isWaiting={isWaiting}
      choices={(data?.results ?? []).map((reply) => {
        const content = fillVariables(reply.content, variables);
        return {
          key: reply.id,
          choose: () => onChoose(reply, content),
          content: (
            <>
              <span className="shrink-0 font-medium text-primary">/{reply.shortcut}</span>
              <span className="shrink-0">{reply.title}</span>
              <span className="min-w-0 flex-1 truncate text-muted-foreground">{content}</span>
              {reply.media.length > 0 ? (
                <Paperclip aria-hidden="true" className="size-3.5 shrink-0 text-muted-foreground" />
              ) : null}
            </>
          ),
        };
      })}
    >
      {isError ? (
        <FailedNote onRetry={refetch} className="px-2 py-1" />
      ) : (
        <ChoiceNote>{isWaiting ? t("loading") : t("noQuickReplies")}</ChoiceNote>
      )}
    </ChoiceList>
  );
}
