"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { cn } from "@/components/ui/cn";
import type { Message } from "@/lib/messages/schemas";
import { entitiesToSegments, type Segment } from "./entities-to-segments";
import { isLong, toBlocks } from "./to-blocks";

const styleClasses: Record<string, string> = {
  bold: "font-semibold",
  italic: "italic",
  underline: "underline",
  strikethrough: "line-through",
  code: "rounded bg-foreground/8 px-1 font-mono text-[0.92em]",
  note_mention: "rounded bg-primary/15 px-0.5 font-medium text-primary",
  spoiler: "rounded bg-foreground/10",
};

/** A text with its formatting; nothing of it is ever HTML. A click on what is hidden shows it all. */
export function FormattedText({ text, entities }: { text: string; entities: Message["entities"] }) {
  const [isOpen, setIsOpen] = useState(false);
  let at = 0;
  const draw = (segments: Segment[]) =>
    segments.map((segment) => {
      const key = at++;
      const isHidden = !isOpen && segment.styles.includes("spoiler");
      return isHidden ? (
        <Hidden key={key} text={segment.text} onOpen={() => setIsOpen(true)} />
      ) : (
        <Piece key={key} segment={segment} />
      );
    });
  return (
    <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      {toBlocks(entitiesToSegments(text, entities)).map(({ kind, segments }, index) => {
        const inside = draw(segments);
        const key = `${kind}-${index}`;
        if (kind === null) return <span key={key}>{inside}</span>;
        if (kind === "pre") {
          return (
            <span
              key={key}
              className="my-1 block overflow-x-auto rounded bg-foreground/8 p-2 font-mono text-[0.9em]"
            >
              {inside}
            </span>
          );
        }
        return (
          <BlockQuote key={key} isFolded={kind === "expandable_blockquote" && isLong(segments)}>
            {inside}
          </BlockQuote>
        );
      })}
    </span>
  );
}

function Piece({ segment: { text, styles, href } }: { segment: Segment }) {
  const className = cn(styles.map((style) => styleClasses[style]));
  if (!href) return <span className={className}>{text}</span>;
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className={cn("text-primary underline underline-offset-2", className)}
    >
      {text}
    </a>
  );
}

function Hidden({ text, onOpen }: { text: string; onOpen: () => void }) {
  const t = useTranslations("chat");
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <button> is one box, these words break over lines
    <span
      role="button"
      tabIndex={0}
      aria-label={t("showSpoiler")}
      title={t("showSpoiler")}
      onClick={onOpen}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onOpen();
      }}
      className="cursor-pointer select-none rounded bg-foreground/70 text-transparent"
    >
      {text}
    </span>
  );
}

function BlockQuote({ isFolded, children }: { isFolded: boolean; children: ReactNode }) {
  const t = useTranslations("chat");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <span className="my-1 block rounded-r border-primary border-l-2 bg-primary/5 py-0.5 pl-2">
      <span className={cn("block", isFolded && !isOpen && "line-clamp-3")}>{children}</span>
      {isFolded ? (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
          className="text-primary text-secondary underline-offset-2 hover:underline"
        >
          {isOpen ? t("foldQuote") : t("unfoldQuote")}
        </button>
      ) : null}
    </span>
  );
}
