"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ArrowLeft, Paperclip } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Composer } from "@/components/chat/composer/composer";
import { useFileDrop } from "@/components/chat/composer/use-file-drop";
import { tellRead } from "@/components/chat/list/use-conversations";
import { LightboxProvider } from "@/components/chat/media/lightbox";
import { DeleteDialog, HistoryDialog } from "@/components/chat/message/message-dialogs";
import { Thread } from "@/components/chat/thread/thread";
import { ThreadSearch } from "@/components/chat/thread/thread-search";
import { useThread } from "@/components/chat/thread/use-thread";
import { useAddress } from "@/components/clients/use-address";
import { useClientName } from "@/components/clients/use-client-name";
import { useLive } from "@/components/live/live-provider";
import { Button } from "@/components/ui/button";
import { callApi } from "@/lib/api-client/call-api";
import type { Client } from "@/lib/clients/schemas";
import type { Draft } from "@/lib/conversations/schemas";
import type { Page } from "@/lib/core/schemas";
import type { Message } from "@/lib/messages/schemas";
import { PresenceLine } from "./presence-line";
import { usePresence } from "./use-presence";
import { useThreadActs, type Viewer } from "./use-thread-acts";

/** The middle pane: one client's thread and the composer. */
export function Workspace({
  client,
  conversation,
  initial,
  initialDraft,
  operatorNames,
  mentionable,
  viewer,
  backHref,
  headerActions,
}: {
  client: Client;
  conversation: { id: number; unreadCount: number } | null;
  initial: Page<Message>;
  initialDraft: Draft | null;
  operatorNames: Record<number, string>;
  mentionable: Record<number, string>;
  viewer: Viewer;
  /** Where the back button of a phone leads; null: no button. */
  backHref: string | null;
  /** Controls of the header: assignment, work state. */
  headerActions?: ReactNode;
}) {
  const clientName = useClientName();
  const t = useTranslations("chat");
  const { isConnected } = useLive();
  const thread = useThread(client.id, initial);
  const acts = useThreadActs(viewer, thread.loadUntil);
  useAskedMessage(acts.jumpTo);
  const presence = usePresence(
    conversation && {
      conversationId: conversation.id,
      departmentId: client.department_id,
      assignedOperatorId: client.assigned_operator_id,
    },
    viewer.operatorId,
  );
  useReadMark(conversation?.id ?? null, thread.messages.at(-1)?.id);
  const [sentId, setSentId] = useState<number | null>(null);
  const name = clientName(client);
  const zone = useRef<HTMLElement>(null);
  const files = useRef<(dropped: File[]) => void>(() => {});
  const isDropping = useFileDrop(zone, (dropped) => files.current(dropped));
  return (
    <section ref={zone} aria-label={name} className="relative flex min-w-0 flex-1 flex-col">
      <header className="flex h-12 shrink-0 items-center gap-2 border-b bg-surface px-2 md:px-4">
        {backHref ? (
          <Button asChild variant="ghost" size="icon" className="md:hidden">
            <Link href={backHref} aria-label={t("back")}>
              <ArrowLeft aria-hidden="true" />
            </Link>
          </Button>
        ) : null}
        {/* On a phone the list with the page's heading is away. */}
        <h1 className="sr-only md:hidden">{t("title")}</h1>
        {/* Between a phone's buttons a long name has room for two short lines. */}
        <h2 className="line-clamp-2 min-w-0 font-semibold [overflow-wrap:anywhere] max-md:text-secondary md:line-clamp-1">
          {name}
        </h2>
        <div className="ml-auto flex shrink-0 items-center gap-1">
          <ThreadSearch clientId={client.id} onFound={acts.jumpTo} />
          {headerActions}
        </div>
      </header>
      {isConnected ? null : (
        <p role="status" className="bg-note px-4 py-1 text-center text-meta">
          {t("reconnecting")}
        </p>
      )}
      <LightboxProvider messages={thread.messages}>
        <Thread
          messages={thread.messages}
          operatorNames={operatorNames}
          hasOlder={thread.hasOlder}
          loadOlder={thread.loadOlder}
          loadUntil={thread.loadUntil}
          clientName={name}
          unreadCount={conversation?.unreadCount ?? 0}
          acts={acts.acts}
          jumpTarget={acts.jumpTarget}
          sentId={sentId}
        />
      </LightboxProvider>
      <PresenceLine others={presence.others} names={operatorNames} />
      <Composer
        client={client}
        conversationId={conversation?.id ?? null}
        initialDraft={initialDraft}
        viewer={viewer}
        operatorNames={operatorNames}
        mentionable={mentionable}
        mode={acts.mode}
        onModeDone={() => acts.setMode(null)}
        onSent={(message) => {
          thread.add(message);
          setSentId(message.id);
        }}
        onTyping={presence.tellTyping}
        messages={thread.messages}
        files={files}
      />
      {isDropping ? (
        <div className="pointer-events-none absolute inset-2 z-30 grid place-items-center rounded-card border-2 border-primary border-dashed bg-surface/90">
          <p className="flex items-center gap-2 font-medium">
            <Paperclip aria-hidden="true" className="size-5 text-primary" />
            {t("dropHere")}
          </p>
        </div>
      ) : null}
      <DeleteDialog message={acts.removing} onClose={() => acts.setRemoving(null)} />
      <HistoryDialog message={acts.history} onClose={() => acts.setHistory(null)} />
    </section>
  );
}

/** Tells the server that the newest message was seen, when the window is looked at. */
function useReadMark(conversationId: number | null, newestId: number | undefined) {
  const cache = useQueryClient();
  useEffect(() => {
    if (conversationId === null || newestId === undefined) return;
    const mark = () => {
      if (document.visibilityState === "visible" && document.hasFocus()) {
        void callApi(`/api/conversations/${conversationId}/read/`, { method: "POST" }).then(
          () => tellRead(cache, conversationId),
          () => undefined,
        );
      }
    };
    mark();
    window.addEventListener("focus", mark);
    return () => window.removeEventListener("focus", mark);
  }, [cache, conversationId, newestId]);
}

/** Jumps to the message that the address asks for, once: `?message=` leads into a long thread. */
function useAskedMessage(jumpTo: (messageId: number) => void) {
  const { params, set } = useAddress();
  const asked = Number(params.get("message"));
  useEffect(() => {
    if (!Number.isSafeInteger(asked) || asked <= 0) return;
    set({ message: null });
    jumpTo(asked);
  }, [asked, jumpTo, set]);
}
