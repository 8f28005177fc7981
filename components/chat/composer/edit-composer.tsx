"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useComposerKeys } from "@/components/chat/composer/text/use-composer-keys";
import { Button } from "@/components/ui/button";
import { callApi } from "@/lib/api-client/call-api";
import { toMarkup } from "@/lib/messages/markup";
import type { Message } from "@/lib/messages/schemas";
import { ComposerNotices } from "./composer-notices";
import { composerField } from "./focus-composer";
import { messageLimit } from "./write-composer";

/** Changes the text of a message that was sent, in the composer's place. */
export function EditComposer({
  message,
  onModeDone,
}: {
  message: Message;
  onModeDone: () => void;
}) {
  const t = useTranslations("chat");
  const [text, setText] = useState(() =>
    toMarkup({ content: message.content, entities: message.entities ?? [] }),
  );
  const input = useRef<HTMLTextAreaElement>(null);
  const [problem, setProblem] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  // The person asked to edit this very message.
  useEffect(() => input.current?.focus(), []);

  async function save() {
    if (text.trim() === "" || isBusy) return;
    setIsBusy(true);
    setProblem("");
    try {
      await callApi(`/api/messages/${message.id}/`, {
        method: "PATCH",
        body: { content: text, format: "markdown" },
      });
      onModeDone();
    } catch (error) {
      setProblem((error as Error).message || t("changeFailed"));
      setIsBusy(false);
    }
  }

  const pressed = useComposerKeys({ input, write: setText, send: () => void save() });

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Escape") onModeDone();
    pressed(event);
  }

  return (
    <div data-writing className="border-t bg-surface px-2 py-2 md:px-4">
      <ComposerNotices
        replyTo={message}
        isEdit
        onModeDone={onModeDone}
        problem={problem}
        isBlocked={false}
      />
      <div className="flex items-end gap-1">
        <textarea
          ref={input}
          {...composerField}
          value={text}
          rows={1}
          maxLength={messageLimit}
          data-testid="composer-input"
          aria-label={t("editText")}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-48 min-h-9 min-w-0 flex-1 resize-none rounded-control border border-input bg-surface px-3 py-[7px] text-thread pointer-coarse:min-h-11"
        />
        <Button disabled={text.trim() === ""} isUnavailable={isBusy} onClick={save} className="h-9">
          {t("save")}
        </Button>
      </div>
    </div>
  );
}
