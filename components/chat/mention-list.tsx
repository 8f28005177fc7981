"use client";

import { useTranslations } from "next-intl";
import type { KeyboardEvent, RefObject } from "react";
import { ChoiceList } from "./choice-list";

/** Where the @ of a name that is being typed stands before the caret, or null. */
export function mentionAt(text: string, caret: number): number | null {
  const found = /(^|\s)@([^\s@]*)$/.exec(text.slice(0, caret));
  return found ? found.index + (found[1]?.length ?? 0) : null;
}

/** Colleagues whose name begins with what stands after the @. */
export function MentionList({
  text,
  at,
  names,
  keys,
  onChoose,
}: {
  text: string;
  at: number;
  names: Record<number, string>;
  keys: RefObject<(event: KeyboardEvent) => boolean>;
  onChoose: (text: string, id: number) => void;
}) {
  const t = useTranslations("chat");
  const from = mentionAt(text, at) ?? at;
  const typed = text.slice(from + 1, at).toLowerCase();
  const people = Object.entries(names)
    .filter(([, name]) => name.toLowerCase().includes(typed))
    .slice(0, 20);
  return (
    <ChoiceList
      label={t("colleagues")}
      empty={t("nothingFound")}
      keys={keys}
      choices={people.map(([id, name]) => ({
        key: Number(id),
        content: name,
        choose: () => onChoose(`${text.slice(0, from)}@${name} ${text.slice(at)}`, Number(id)),
      }))}
    />
  );
}
