"use client";

import { TriangleAlert } from "lucide-react";
import { useFormatter, useNow, useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { Rival } from "./rival-since";

/** "Anna answered 4 s ago": asks whether the own answer is still wanted. */
export function RivalNotice({
  rival,
  name,
  onSend,
  onDrop,
}: {
  rival: Rival;
  name: string;
  onSend: () => void;
  onDrop: () => void;
}) {
  const t = useTranslations("chat");
  const format = useFormatter();
  const now = useNow({ updateInterval: 1000 });
  // The server's clock may be ahead of this one.
  const at = Math.min(Date.parse(rival.at), now.getTime());
  return (
    <div className="mb-2 flex flex-wrap items-center gap-2 text-secondary">
      <p className="min-w-0 flex-1 text-status-unknown">
        <TriangleAlert aria-hidden="true" className="mr-2 inline size-4 align-[-3px]" />
        <span role="alert">{t("rivalAnswered", { name })}</span>{" "}
        {/* Beside the words: a second more is no news to a reader. */}
        <span className="tabular-nums">{format.relativeTime(at, now)}</span>
      </p>
      <Button variant="outline" size="small" onClick={onSend}>
        {t("sendAnyway")}
      </Button>
      <Button variant="ghost" size="small" onClick={onDrop}>
        {t("cancelSending")}
      </Button>
    </div>
  );
}
