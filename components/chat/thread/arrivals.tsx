"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { previewWord } from "@/components/chat/preview-word";
import type { Message } from "@/lib/messages/schemas";

/** Tells a screen reader what the client writes while the thread is open, and nothing else. */
export function Arrivals({ messages, name }: { messages: Message[]; name: string }) {
  const t = useTranslations("chat");
  const [words, setWords] = useState("");
  const heard = useRef(newestId(messages));

  useEffect(() => {
    const fresh = messages.filter(
      ({ id, sender }) => id > heard.current && sender.type === "client",
    );
    heard.current = Math.max(heard.current, newestId(messages));
    if (fresh.length === 0) return;
    setWords(fresh.map(({ content, kind }) => content || previewWord(t, kind)).join(". "));
  }, [messages, t]);

  return (
    <p aria-live="polite" className="sr-only">
      {words ? `${name}: ${words}` : ""}
    </p>
  );
}

const newestId = (messages: Message[]) => Math.max(0, ...messages.map(({ id }) => id));
