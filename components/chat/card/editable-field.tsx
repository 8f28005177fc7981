"use client";

import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useState } from "react";
import { Input } from "@/components/ui/input";
import { Tooltip } from "@/components/ui/overlay/tooltip";

/** A field edited in place: Enter or leaving it saves, Escape puts the old value back. */
export function EditableField({
  label,
  value,
  type = "text",
  lockedHint,
  onSave,
}: {
  label: string;
  value: string;
  type?: "text" | "tel" | "email";
  /** Why it cannot be edited. */
  lockedHint?: string | undefined;
  /** Returns the refusal's text when it was refused. */
  onSave: (value: string) => Promise<string | undefined>;
}) {
  const t = useTranslations("chat");
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<string>();

  async function save() {
    if (typed === null || typed.trim() === value) return setTyped(null);
    const refusal = await onSave(typed.trim());
    setProblem(refusal);
    // What was typed while the answer was on its way stays.
    if (!refusal) setTyped((now) => (now === typed ? null : now));
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter") event.currentTarget.blur();
    if (event.key !== "Escape") return;
    setTyped(null);
    setProblem(undefined);
  }

  return (
    <div className="grid grid-cols-[100px_1fr] items-center gap-x-2">
      <dt>
        <label htmlFor={id} className="text-muted-foreground">
          {label}
        </label>
      </dt>
      <dd className="min-w-0">
        {lockedHint ? (
          <Tooltip content={lockedHint}>
            <span className="flex items-center gap-1.5 px-2 py-1.5">
              {value || "—"}
              <Lock aria-label={lockedHint} className="size-3.5 text-muted-foreground" />
            </span>
          </Tooltip>
        ) : (
          <Input
            id={id}
            // A browser turns a domain of another script in an email field into punycode.
            type={type === "email" ? "text" : type}
            inputMode={type}
            value={typed ?? value}
            maxLength={200}
            placeholder={t("emptyField")}
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem ? `${id}-problem` : undefined}
            onChange={({ target }) => setTyped(target.value)}
            onBlur={save}
            onKeyDown={onKeyDown}
            className="border-transparent bg-transparent px-2 hover:border-input focus:border-input focus:bg-surface"
          />
        )}
      </dd>
      {problem ? (
        <p id={`${id}-problem`} role="alert" className="col-start-2 text-destructive text-meta">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
