"use client";

import { useQuery } from "@tanstack/react-query";
import { Search } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useSettled } from "@/components/data/use-settled";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/overlay/popover";
import { Tooltip } from "@/components/ui/overlay/tooltip";
import { FailedNote } from "@/components/ui/states/failed-note";
import type { Page } from "@/lib/core/schemas";
import type { Message } from "@/lib/messages/schemas";

/** Finds words in this thread; a hit jumps to its message. */
export function ThreadSearch({
  clientId,
  onFound,
}: {
  clientId: number;
  onFound: (messageId: number) => void;
}) {
  const t = useTranslations("chat");
  const format = useFormatter();
  const [isOpen, setIsOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const search = useSettled(typed.trim());
  const query = new URLSearchParams({ client_id: String(clientId), search, limit: "30" });
  const { data, isLoadingError, refetch } = useQuery<Page<Message>>({
    queryKey: ["thread-search", `/api/messages/?${query}`],
    enabled: search.length > 1,
  });
  const found = data?.results;

  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <Tooltip content={t("searchThread")} side="bottom">
        <PopoverTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={t("searchThread")}>
            <Search aria-hidden="true" />
          </Button>
        </PopoverTrigger>
      </Tooltip>
      <PopoverContent align="end" className="w-80">
        <Input
          type="search"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          placeholder={t("searchThread")}
          aria-label={t("searchThread")}
        />
        {isLoadingError ? <FailedNote onRetry={refetch} className="px-2" /> : null}
        {found?.length === 0 ? (
          <p className="p-3 text-center text-muted-foreground text-secondary">
            {t("nothingFound")}
          </p>
        ) : null}
        {found && found.length > 0 ? (
          <ul className="mt-1 max-h-80 overflow-y-auto">
            {found.map((message) => (
              <li key={message.id}>
                <button
                  type="button"
                  onClick={() => {
                    setIsOpen(false);
                    onFound(message.id);
                  }}
                  className="block w-full rounded-control p-2 text-left hover:bg-muted"
                >
                  <span className="line-clamp-2 text-secondary">{message.content}</span>
                  <time
                    dateTime={message.created_at}
                    className="text-meta text-muted-foreground tabular-nums"
                  >
                    {format.dateTime(new Date(message.created_at), {
                      dateStyle: "medium",
                    })}
                  </time>
                </button>
              </li>
            ))}
          </ul>
        ) : null}
      </PopoverContent>
    </Popover>
  );
}
