"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useRefusal } from "@/components/shell/use-refusal";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { FormError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { tagDot } from "@/components/ui/tag-chip";
import { callApi } from "@/lib/api-client/call-api";
import type { Tag } from "@/lib/tags/schemas";
import { type TagColor, tagColors } from "@/lib/tags/terms";

/** A tag's name and colour in one line; without a tag it makes a new one. */
export function TagForm({ tag, onDone }: { tag?: Tag; onDone?: () => void }) {
  const t = useTranslations("settings.tags");
  const ask = useRefusal();
  const [name, setName] = useState(tag?.name ?? "");
  const [color, setColor] = useState<TagColor>(tag?.color ?? "blue");
  const [error, setError] = useState<string>();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const body = { name, color };
    const refusal = await ask(() =>
      tag
        ? callApi(`/api/tags/${tag.id}/`, { method: "PATCH", body })
        : callApi("/api/tags/", { method: "POST", body }),
    );
    setError(refusal);
    if (refusal) return;
    if (!tag) setName("");
    onDone?.();
  }

  return (
    <form onSubmit={submit} className="grid max-w-xl gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Input
          required
          maxLength={40}
          value={name}
          aria-label={t("name")}
          placeholder={t("name")}
          onChange={(event) => setName(event.target.value)}
          className="w-full sm:w-56 sm:flex-1"
        />
        <fieldset className="flex items-center gap-1">
          <legend className="sr-only">{t("color")}</legend>
          {tagColors.map((one) => (
            <label
              key={one}
              title={t(`colors.${one}`)}
              className={cn(
                "grid size-7 cursor-pointer place-items-center rounded-full border-2 border-transparent has-focus-visible:outline-2 has-focus-visible:outline-ring pointer-coarse:size-9",
                one === color && "border-ring",
              )}
            >
              <input
                type="radio"
                name={`color-${tag?.id ?? "new"}`}
                checked={one === color}
                onChange={() => setColor(one)}
                aria-label={t(`colors.${one}`)}
                className="sr-only"
              />
              <span aria-hidden="true" className={cn("size-4 rounded-full", tagDot[one])} />
            </label>
          ))}
        </fieldset>
        <Button type="submit">{t(tag ? "save" : "add")}</Button>
      </div>
      <FormError>{error}</FormError>
    </form>
  );
}
