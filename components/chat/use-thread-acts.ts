"use client";

import { useTranslations } from "next-intl";
import { useCallback, useMemo, useState } from "react";
import type { MessageActs } from "@/components/chat/message/message-menu";
import { toast } from "@/components/ui/overlay/toast";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import type { Message } from "@/lib/messages/schemas";

export type Viewer = { operatorId: number; role: string; name: string };

/** What the composer is doing beside writing a new message. */
export type ComposerMode = { type: "reply" | "edit"; message: Message } | null;

/** The acts of the thread's menus, and what they opened. */
export function useThreadActs(
  viewer: Viewer,
  loadUntil: (isThere: (messages: Message[]) => boolean) => Promise<boolean>,
) {
  const t = useTranslations("chat");
  const [mode, setMode] = useState<ComposerMode>(null);
  const [removing, setRemoving] = useState<Message | null>(null);
  const [history, setHistory] = useState<Message | null>(null);
  const [jumpTarget, setJumpTarget] = useState<{ messageId: number } | null>(null);

  const jumpTo = useCallback(
    async (messageId: number) => {
      const isThere = (all: Message[]) => all.some(({ id }) => id === messageId);
      if (await loadUntil(isThere)) setJumpTarget({ messageId });
      else toast.info(t("messageGone"));
    },
    [loadUntil, t],
  );

  const told = useCallback(
    (error: unknown) =>
      toast.error((error instanceof ApiError && error.message) || t("changeFailed")),
    [t],
  );

  const acts = useMemo<MessageActs>(
    () => ({
      reply: (message) => setMode({ type: "reply", message }),
      edit: (message) => setMode({ type: "edit", message }),
      remove: setRemoving,
      showHistory: setHistory,
      jumpTo: (id) => void jumpTo(id),
      retry(message) {
        callApi(`/api/messages/${message.id}/retry/`, { method: "POST" }).catch(() =>
          toast.error(t("retryFailed")),
        );
      },
      drop(message) {
        callApi(`/api/messages/${message.id}/`, { method: "DELETE" }).catch(told);
      },
      confirm(message) {
        callApi(`/api/messages/${message.id}/confirm/`, { method: "POST" }).catch(told);
      },
      mayChange: (message) =>
        viewer.role === "admin" || message.sender.operator_id === viewer.operatorId,
    }),
    [jumpTo, t, told, viewer.operatorId, viewer.role],
  );
  return { acts, mode, setMode, removing, setRemoving, history, setHistory, jumpTarget, jumpTo };
}
