"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { optionalNumber, useSchemaForm } from "@/components/form/use-schema-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field, FieldFault, FormError } from "@/components/ui/field";
import { Input, Label, Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/overlay/toast";
import { callApi } from "@/lib/api-client/call-api";
import type { Settings } from "@/lib/settings/schemas";

/** The bot's texts, who gets the chats of people who left, and how long the log is kept. */
export function GeneralForm({
  settings,
  standardTexts,
}: {
  settings: Settings;
  /** What the bot says where a field is empty. */
  standardTexts: Record<"ru" | "en", { welcome: string; away: string }>;
}) {
  const t = useTranslations("settings.general");
  const { form, props, field, control, error, isPending } = useSchemaForm({
    id: "general",
    schema: async () => (await import("@/lib/settings/schemas")).updateSettingsSchema,
    defaults: settings,
    toInput: (values) => ({
      ...values,
      off_duty_release_minutes: values.off_duty_release_minutes ?? 0,
    }),
    async save(body) {
      form.reset(await callApi<Settings>("/api/settings/", { method: "PATCH", body }));
      toast.success(t("saved"));
    },
  });
  const { isDirty } = form.formState;
  const [minutes, days] = form.watch(["off_duty_release_minutes", "log_retention_days"]);

  const text = (
    name: "welcome_ru" | "welcome_en" | "away_ru" | "away_en",
    label: string,
    standard: string,
  ) => (
    <Field {...field(name)} label={label}>
      <Textarea rows={4} maxLength={4096} placeholder={standard} {...control(name)} />
    </Field>
  );

  return (
    <form {...props} className="grid max-w-3xl gap-4">
      <Section title={t("welcome")} hint={t("welcomeHint")}>
        <div className="grid gap-3 sm:grid-cols-2">
          {text("welcome_ru", t("russian"), standardTexts.ru.welcome)}
          {text("welcome_en", t("english"), standardTexts.en.welcome)}
        </div>
      </Section>
      <Section title={t("away")} hint={t("awayHint")}>
        <label className="mb-3 flex min-h-8 items-center gap-2 text-secondary pointer-coarse:min-h-11">
          <input
            type="checkbox"
            className="size-4 accent-primary"
            {...form.register("away_is_enabled")}
          />
          {t("awayOn")}
        </label>
        <div className="grid gap-3 sm:grid-cols-2">
          {text("away_ru", t("russian"), standardTexts.ru.away)}
          {text("away_en", t("english"), standardTexts.en.away)}
        </div>
      </Section>
      <Section title={t("release")} hint={t("releaseHint")}>
        <NumberField
          {...field("off_duty_release_minutes")}
          label={t("minutes", { count: minutes ?? 0 })}
        >
          <Input
            type="number"
            min={0}
            max={1440}
            className="w-28"
            {...control("off_duty_release_minutes", optionalNumber)}
          />
        </NumberField>
      </Section>
      <Section title={t("retention")} hint={t("retentionHint")}>
        <NumberField {...field("log_retention_days")} label={t("days", { count: days ?? 0 })}>
          <Input
            type="number"
            min={1}
            max={3650}
            className="w-28"
            {...control("log_retention_days", optionalNumber)}
          />
        </NumberField>
      </Section>
      <div className="sticky -bottom-4 -mb-4 flex flex-wrap items-center justify-end gap-2 border-t bg-background py-3">
        <FormError>{error}</FormError>
        <Button variant="outline" isUnavailable={!isDirty} onClick={() => form.reset()}>
          {t("discard")}
        </Button>
        <Button type="submit" isUnavailable={!isDirty || isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

function Section({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <Card className="p-4">
      <h2 className="font-semibold">{title}</h2>
      <p className="mt-0.5 mb-3 text-muted-foreground text-secondary">{hint}</p>
      {children}
    </Card>
  );
}

/** A number with its unit beside it, which names it. */
function NumberField({
  id,
  label,
  error,
  children,
}: {
  id: string;
  label: string;
  error: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className="grid gap-1">
      <div className="flex items-center gap-2">
        {children}
        <Label htmlFor={id} className="font-normal text-muted-foreground">
          {label}
        </Label>
      </div>
      <FieldFault id={id}>{error}</FieldFault>
    </div>
  );
}
