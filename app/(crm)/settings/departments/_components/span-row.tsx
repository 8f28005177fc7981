"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { isOvernight, type Span } from "@/lib/departments/hours";
import { goesToSubmit } from "./goes-to-submit";
import { readSpan } from "./read-time";
import type { SpanFault } from "./typed-hours";

/** From and to of one span, with a word on where it ends or what is wrong with it. */
export function SpanRow({
  id,
  day,
  span,
  fault,
  isAsked,
  onChange,
  onAdd,
  onRemove,
}: {
  id: string;
  day: string;
  span: Span;
  fault: SpanFault | undefined;
  /** Whether saving was tried: then a fault is said while one types, too. */
  isAsked: boolean;
  onChange: (span: Span) => void;
  onAdd?: (() => void) | undefined;
  onRemove?: (() => void) | undefined;
}) {
  const t = useTranslations("settings.departments");
  const [isTyping, setIsTyping] = useState(false);
  const words = useSpanWords(span, isTyping && !isAsked ? undefined : fault);
  const read = (isSubmitting: boolean) => {
    setIsTyping(isSubmitting && isTyping);
    onChange(readSpan(span));
  };
  const field = (end: 0 | 1) => ({
    value: span[end],
    isWrong: words.isWrong && fault?.kind !== (end === 0 ? "to" : "from"),
    describedBy: words.text ? `${id}-note` : undefined,
    onType(text: string) {
      setIsTyping(true);
      onChange(end === 0 ? [text, span[1]] : [span[0], text]);
    },
    onRead: read,
  });
  return (
    <div className="grid gap-1">
      <div className="flex items-center gap-1">
        <TimeInput label={t("from", { day })} {...field(0)} />
        <span aria-hidden="true" className="text-muted-foreground">
          –
        </span>
        <TimeInput label={t("to", { day })} {...field(1)} />
        {onAdd ? (
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("addSpan", { day })}
            title={t("addSpanHint")}
            onClick={onAdd}
            className="text-muted-foreground"
          >
            <Plus aria-hidden="true" />
          </Button>
        ) : (
          <span className="w-8 pointer-coarse:w-11" />
        )}
        {onRemove ? (
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("removeSpan", { day, from: span[0], to: span[1] })}
            title={t("removeSpanHint")}
            onClick={onRemove}
            className="text-muted-foreground"
          >
            <X aria-hidden="true" />
          </Button>
        ) : null}
      </div>
      {words.text ? (
        <p
          id={`${id}-note`}
          {...(words.isWrong ? { role: "alert" } : {})}
          className={
            words.isWrong ? "text-destructive text-meta" : "text-meta text-muted-foreground"
          }
        >
          {words.text}
        </p>
      ) : null}
    </div>
  );
}

/** A time of day on a clock of 24 hours, in every language and browser, with 24:00 for the day's end. */
function TimeInput({
  label,
  value,
  isWrong,
  describedBy,
  onType,
  onRead,
}: {
  label: string;
  value: string;
  isWrong: boolean;
  describedBy: string | undefined;
  onType: (text: string) => void;
  onRead: (isSubmitting: boolean) => void;
}) {
  return (
    <Input
      aria-label={label}
      aria-invalid={isWrong}
      {...(describedBy ? { "aria-describedby": describedBy } : {})}
      inputMode="numeric"
      autoComplete="off"
      maxLength={8}
      placeholder="00:00"
      className="w-14 px-1 text-center tabular-nums sm:w-16"
      value={value}
      onChange={(event) => onType(event.target.value)}
      onBlur={(event) => onRead(goesToSubmit(event))}
      onFocus={(event) => event.target.select()}
      onKeyDown={(event) => {
        if (event.key === "Enter") onRead(false);
      }}
    />
  );
}

function useSpanWords(span: Span, fault: SpanFault | undefined) {
  const t = useTranslations("settings.departments");
  if (!fault) {
    const read = readSpan(span);
    if (read[0] === "00:00" && read[1] === "24:00") return { isWrong: false, text: t("wholeDay") };
    if (isOvernight(read)) return { isWrong: false, text: t("untilNextDay", { time: read[1] }) };
    return { isWrong: false, text: undefined };
  }
  const isOfDayBefore = fault.kind === "overlap" && fault.isOfDayBefore;
  if (fault.kind === "overlap") {
    const other = fault.other.join("–");
    const text = t(isOfDayBefore ? "overlapsDayBefore" : "overlaps", { other });
    return { isWrong: true, text };
  }
  return { isWrong: true, text: t(fault.kind === "empty" ? "spanEmpty" : "timeWrong") };
}
