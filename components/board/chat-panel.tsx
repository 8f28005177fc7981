"use client";

import { Maximize2, X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useCallback, useEffect } from "react";
import { Button } from "@/components/ui/button";

/** The chat beside the board; Escape outside a field closes it. */
export function ChatPanel({ clientId, children }: { clientId: number; children: ReactNode }) {
  const t = useTranslations("kanban");
  const router = useRouter();
  const close = useCallback(() => {
    const next = new URLSearchParams(window.location.search);
    next.delete("client");
    router.push(next.size > 0 ? `/kanban?${next}` : "/kanban", { scroll: false });
  }, [router]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isElsewhere = document.querySelector("[role=dialog], [role=menu]") !== null;
      const isTyping = (event.target as HTMLElement).matches("input, textarea, select");
      if (event.key === "Escape" && !event.defaultPrevented && !isElsewhere && !isTyping) close();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [close]);
  return (
    <aside
      data-testid="chat-panel"
      className="flex w-full min-w-0 shrink-0 flex-col border-l bg-background md:w-[420px]"
    >
      <div className="flex h-10 shrink-0 items-center justify-end gap-1 border-b bg-surface px-2">
        <Button asChild variant="ghost" size="icon">
          <Link href={`/chat/${clientId}`} aria-label={t("fullChat")} title={t("fullChat")}>
            <Maximize2 aria-hidden="true" />
          </Link>
        </Button>
        <Button
          variant="ghost"
          size="icon"
          aria-label={t("closePanel")}
          title={t("closePanel")}
          onClick={close}
        >
          <X aria-hidden="true" />
        </Button>
      </div>
      <div className="flex min-h-0 flex-1">{children}</div>
    </aside>
  );
}
