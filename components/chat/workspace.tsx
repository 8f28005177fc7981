"use client";

import { ArrowLeft } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useLive } from "@/components/live/live-provider";
import { Button } from "@/components/ui/button";
import { StatusBadge } from "@/components/ui/status-badge";
import { callApi } from "@/lib/api-client/call-api";
import { clientName } from "@/lib/clients/client-name";
import type { Client } from "@/lib/clients/schemas";
import type { Page } from "@/lib/core/schemas";
import type { Message } from "@/lib/messages/schemas";
import { Composer } from "./composer";
import { Thread } from "./thread";
import { useThread } from "./use-thread";

/** The middle pane: one client's thread and the composer. */
export function Workspace({
  client,
  conversationId,
  initial,
  operatorNames,
}: {
  client: Client;
  conversationId: number | null;
  initial: Page<Message>;
  operatorNames: Record<number, string>;
}) {
  const t = useTranslations("chat");
  const { isConnected } = useLive();
  const thread = useThread(client.id, initial);
  const [replyTo, setReplyTo] = useState<Message | null>(null);
  useReadMark(conversationId, thread.messages.at(-1)?.id);
  const name = clientName(client);
  return (
    <section aria-label={name} className="flex min-w-0 flex-1 flex-col">
      <header className="flex h-12 shrink-0 items-center gap-2 border-b bg-surface px-2 md:px-4">
        <Button asChild variant="ghost" size="icon" className="md:hidden">
          <Link href="/chat" aria-label={t("back")}>
            <ArrowLeft aria-hidden="true" />
          </Link>
        </Button>
        <h2 className="truncate font-semibold">{name}</h2>
        <StatusBadge status={client.status} className="ml-auto shrink-0 xl:hidden" />
      </header>
      {isConnected ? null : (
        <p role="status" className="bg-note px-4 py-1 text-center text-meta">
          {t("reconnecting")}
        </p>
      )}
      <Thread
        messages={thread.messages}
        operatorNames={operatorNames}
        hasOlder={thread.hasOlder}
        loadOlder={thread.loadOlder}
        onReply={setReplyTo}
      />
      <Composer
        clientId={client.id}
        isBlocked={client.blocked_at !== null}
        replyTo={replyTo}
        onReplyDone={() => setReplyTo(null)}
        onSent={thread.add}
      />
    </section>
  );
}

/** Tells the server that the newest message was seen, when the window is looked at. */
function useReadMark(conversationId: number | null, newestId: number | undefined) {
  useEffect(() => {
    if (conversationId === null || newestId === undefined) return;
    const mark = () => {
      if (document.visibilityState === "visible" && document.hasFocus()) {
        void callApi(`/api/conversations/${conversationId}/read/`, { method: "POST" }).catch(
          () => undefined,
        );
      }
    };
    mark();
    window.addEventListener("focus", mark);
    return () => window.removeEventListener("focus", mark);
  }, [conversationId, newestId]);
}
