"use client";

import { useTranslations } from "next-intl";
import { useCallback, useMemo, useState } from "react";
import { toast } from "@/components/ui/toast";
import { callApi } from "@/lib/api-client/call-api";
import type { Message } from "@/lib/messages/schemas";
import type { MessageActs } from "./message-menu";

export type Viewer = { operatorId: number; role: string; name: string };

/** What the composer is doing beside writing a new message. */
export type ComposerMode = { type: "reply" | "edit"; message: Message } | null;

/** The acts of the thread's menus, and what they opened. */
export function useThreadActs(viewer: Viewer, loadUntil: (id: number) => Promise<boolean>) {
  const t = useTranslations("chat");
  const [mode, setMode] = useState<ComposerMode>(null);
  const [removing, setRemoving] = useState<Message | null>(null);
  const [history, setHistory] = useState<Message | null>(null);
  const [jumpTarget, setJumpTarget] = useState<{ messageId: number } | null>(null);

  const jumpTo = useCallback(
    async (messageId: number) => {
      if (await loadUntil(messageId)) setJumpTarget({ messageId });
      else toast.info(t("messageGone"));
    },
    [loadUntil, t],
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
      mayChange: (message) =>
        viewer.role === "admin" || message.sender.operator_id === viewer.operatorId,
    }),
    [jumpTo, t, viewer.operatorId, viewer.role],
  );
  return { acts, mode, setMode, removing, setRemoving, history, setHistory, jumpTarget, jumpTo };
}
