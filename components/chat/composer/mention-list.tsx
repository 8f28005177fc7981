"use client";

import { useTranslations } from "next-intl";
import { searchForm } from "@/lib/core/search-form";
import { type ChoiceDoor, ChoiceList, ChoiceNote } from "./choice-list";

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
  choices,
  onChoose,
}: {
  text: string;
  at: number;
  names: Record<number, string>;
  choices: ChoiceDoor;
  /** With where the caret belongs, and whom. */
  onChoose: (text: string, caret: number, id: number) => void;
}) {
  const t = useTranslations("chat");
  const from = mentionAt(text, at) ?? at;
  const typed = searchForm(text.slice(from + 1, at));
  const people = Object.entries(names)
    .filter(([, name]) => searchForm(name).includes(typed))
    .slice(0, 20);
  return (
    <ChoiceList
      label={t("colleagues")}
      door={choices}
      choices={people.map(([id, name]) => {
        const before = `${text.slice(0, from)}@${name} `;
        return {
          key: Number(id),
          content: name,
          choose: () => onChoose(before + text.slice(at), before.length, Number(id)),
        };
      })}
    >
      <ChoiceNote>{t("nothingFound")}</ChoiceNote>
    </ChoiceList>
  );
}
