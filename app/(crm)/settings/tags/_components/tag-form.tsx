"use client";

import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useSchemaForm } from "@/components/form/use-schema-form";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { FieldFault, FormError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { tagDot } from "@/components/ui/tag-chip";
import { callApi } from "@/lib/api-client/call-api";
import type { Tag } from "@/lib/tags/schemas";
import { type TagColor, tagColors } from "@/lib/tags/terms";

/** A tag's name and colour in one line; without a tag it makes a new one. */
export function TagForm({ tag, onDone }: { tag?: Tag; onDone?: () => void }) {
  const t = useTranslations("settings.tags");
  const common = useTranslations("common");
  const { form, props, field, control, error, isPending } = useSchemaForm({
    id: `tag-${tag?.id ?? "new"}`,
    schema: async () => (await import("@/lib/tags/schemas")).createTagSchema,
    defaults: { name: tag?.name ?? "", color: tag?.color ?? ("blue" as TagColor) },
    toInput: (values) => values,
    async save(body) {
      if (tag) await callApi(`/api/tags/${tag.id}/`, { method: "PATCH", body });
      else await callApi("/api/tags/", { method: "POST", body });
      if (!tag) form.resetField("name");
      onDone?.();
    },
  });
  const color = form.watch("color");
  const isEdit = tag !== undefined;
  const { setFocus } = form;
  // The button that opened it is gone, and the focus with it.
  useEffect(() => {
    if (isEdit) setFocus("name");
  }, [isEdit, setFocus]);

  return (
    <form
      {...props}
      className="grid max-w-xl flex-1 gap-2"
      onKeyDown={(event) => {
        if (event.key === "Escape" && !isPending) onDone?.();
      }}
    >
      <div className="flex flex-wrap items-start gap-2">
        <div className="grid w-full gap-1 sm:w-56 sm:flex-1">
          <Input
            required
            maxLength={40}
            aria-label={t("name")}
            placeholder={t("name")}
            {...control("name")}
          />
          <FieldFault id={field("name").id}>{field("name").error}</FieldFault>
        </div>
        <fieldset className="flex min-h-8 items-center gap-1">
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
                value={one}
                {...form.register("color")}
                aria-label={t(`colors.${one}`)}
                className="sr-only"
              />
              <span aria-hidden="true" className={cn("size-4 rounded-full", tagDot[one])} />
            </label>
          ))}
        </fieldset>
        <Button type="submit" isUnavailable={isPending}>
          {t(tag ? "save" : "add")}
        </Button>
        {tag ? (
          <Button variant="ghost" onClick={onDone}>
            {common("cancel")}
          </Button>
        ) : null}
      </div>
      <FormError>{error}</FormError>
    </form>
  );
}
