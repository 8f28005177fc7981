"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { callApi } from "@/lib/api-client/call-api";
import { clientName } from "@/lib/clients/client-name";
import type { Conversation } from "@/lib/conversations/schemas";
import type { Page } from "@/lib/core/schemas";
import { readAlerts } from "./alerts";
import { catchUp } from "./catch-up";
import { useLive } from "./live-provider";
import { playChime } from "./play-chime";

/**
 * Tells of news from one's own clients while the desk is out of sight: a browser notification
 * without the message's text (it may be seen by others), and a sound, as far as they are wanted.
 */
export function OwnNews() {
  const t = useTranslations("shell");
  const router = useRouter();
  const { listen } = useLive();
  const unread = useRef<Map<number, number> | null>(null);

  useEffect(() => {
    const ask = catchUp(async () => {
      const page = await callApi<Page<Conversation>>("/api/conversations/?view=mine&limit=50");
      const before = unread.current;
      unread.current = new Map(page.results.map(({ id, unread_count }) => [id, unread_count]));
      if (before === null) return;
      const news = page.results.filter(
        ({ id, unread_count }) => unread_count > (before.get(id) ?? 0),
      );
      const alerts = readAlerts();
      if (news.length === 0 || document.hasFocus()) return;
      if (alerts.sound) playChime();
      if (!alerts.notifications || Notification.permission !== "granted") return;
      for (const { client } of news.slice(0, 3)) {
        const notification = new Notification(clientName(client), {
          body: t("newMessage"),
          tag: `client-${client.id}`,
          icon: "/icon.svg",
        });
        notification.onclick = () => {
          window.focus();
          router.push(`/chat/${client.id}`);
        };
      }
    });
    ask();
    return listen((hint) => {
      if (hint) ask();
    });
  }, [listen, router, t]);

  return null;
}
