"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useEffectEvent } from "react";
import { useCommands } from "@/components/shell/commands";
import { useHotkey } from "@/components/shell/use-hotkey";

/** J and K, or Alt with an arrow also while one types, open the next and the previous chat of the list. */
export function useNeighbours(clientIds: number[], currentId: number, query: string): void {
  const t = useTranslations("shortcuts");
  const router = useRouter();
  const at = clientIds.indexOf(currentId);
  const go = (step: 1 | -1) => {
    const next = at < 0 ? clientIds[0] : clientIds[at + step];
    if (next !== undefined) router.push(`/chat/${next}${query}`);
  };
  useHotkey("KeyJ", () => go(1));
  useHotkey("KeyK", () => go(-1));

  const onArrow = useEffectEvent((event: KeyboardEvent) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.code !== "ArrowDown" && event.code !== "ArrowUp") return;
    if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return;
    event.preventDefault();
    go(event.code === "ArrowDown" ? 1 : -1);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onArrow(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);

  useCommands([
    ...(at < clientIds.length - 1
      ? [{ name: "next-chat", label: t("nextChat"), key: "J", run: () => go(1) }]
      : []),
    ...(at > 0
      ? [{ name: "previous-chat", label: t("previousChat"), key: "K", run: () => go(-1) }]
      : []),
  ]);
}
