"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useRef } from "react";
import { useClientName } from "@/components/clients/use-client-name";
import { toast } from "@/components/ui/overlay/toast";
import { callApi } from "@/lib/api-client/call-api";
import type { Conversation } from "@/lib/conversations/schemas";
import type { Page } from "@/lib/core/schemas";
import { alerts } from "./alerts";
import { catchUp, listPause } from "./catch-up";
import { isLookedAt } from "./is-looked-at";
import { useLive } from "./live-provider";
import { playChime } from "./play-chime";
import { showNotification } from "./show-notification";

/** Milliseconds between questions while no hints come; a hidden window asks too. */
const blindInterval = 15_000;

/**
 * Tells of news from one's own clients and of notes that call one: a sound unless that very chat is
 * looked at, and while the desk is out of sight a browser notification, without the message's text
 * (it may be seen by others), as far as they are wanted.
 */
export function OwnNews() {
  const clientName = useClientName();
  const t = useTranslations("shell");
  const router = useRouter();
  const { on, isConnected } = useLive();
  const unread = useRef<Map<number, number> | null>(null);

  const alert = useEffectEvent((news: { clientId: number; title: string; body: string }[]) => {
    const wanted = alerts.read();
    if (news.length === 0) return;
    if (wanted.sound) playChime();
    if (!wanted.notifications || document.hasFocus()) return;
    for (const { clientId, title, body } of news.slice(0, 3)) {
      const at = { tag: `client-${clientId}`, url: `/chat/${clientId}` };
      void showNotification({ title, body, ...at }, (url) => router.push(url));
    }
  });
  const tellNews = useEffectEvent((news: Conversation[]) =>
    alert(
      news.map(({ client }) => ({
        clientId: client.id,
        title: clientName(client),
        body: t("newMessage"),
      })),
    ),
  );
  const tellMention = useEffectEvent((clientId: number) => {
    toast.info(t("mentioned"), {
      action: { label: t("open"), onClick: () => router.push(`/chat/${clientId}`) },
      duration: 20_000,
    });
    if (!isLookedAt(clientId)) alert([{ clientId, title: t("mentioned"), body: "" }]);
  });

  useEffect(() => {
    const ask = catchUp(async () => {
      const page = await callApi<Page<Conversation>>("/api/conversations/?view=mine&limit=50");
      const before = unread.current;
      unread.current = new Map(page.results.map(({ id, unread_count }) => [id, unread_count]));
      if (before === null) return;
      tellNews(
        page.results.filter(
          ({ id, unread_count, client }) =>
            unread_count > (before.get(id) ?? 0) && !isLookedAt(client.id),
        ),
      );
    }, listPause);
    ask();
    const stop = on("conversation.changed", (hint) => {
      // Without a hint nothing may have happened: the timer below asks then.
      if (hint) ask();
    });
    const timer = isConnected ? undefined : setInterval(ask, blindInterval);
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [on, isConnected]);

  useEffect(() => on("note.mentioned", ({ clientId }) => tellMention(clientId)), [on]);

  return null;
}
