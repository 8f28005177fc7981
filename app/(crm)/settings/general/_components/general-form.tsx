"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useState } from "react";
import { useRefusal } from "@/components/shell/use-refusal";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FormError } from "@/components/ui/field";
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
  const ask = useRefusal();
  const [values, setValues] = useState(settings);
  const [saved, setSaved] = useState(settings);
  const [error, setError] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const set = (change: Partial<Settings>) => setValues({ ...values, ...change });
  const isChanged = JSON.stringify(values) !== JSON.stringify(saved);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setIsPending(true);
    setError(
      await ask(async () => {
        const next = await callApi<Settings>("/api/settings/", { method: "PATCH", body: values });
        setValues(next);
        setSaved(next);
        toast.success(t("saved"));
      }),
    );
    setIsPending(false);
  }

  const text = (
    name: "welcome_ru" | "welcome_en" | "away_ru" | "away_en",
    label: string,
    standard: string,
  ) => (
    <div className="grid content-start gap-1">
      <Label htmlFor={name}>{label}</Label>
      <Textarea
        id={name}
        rows={4}
        maxLength={4096}
        value={values[name]}
        placeholder={standard}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </div>
  );

  return (
    <form onSubmit={submit} className="grid max-w-3xl gap-4">
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
            checked={values.away_is_enabled}
            onChange={(event) => set({ away_is_enabled: event.target.checked })}
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
          id="release"
          label={t("minutes")}
          max={1440}
          value={values.off_duty_release_minutes}
          onChange={(value) => set({ off_duty_release_minutes: value ?? 0 })}
        />
      </Section>
      <Section title={t("retention")} hint={t("retentionHint")}>
        <NumberField
          id="retention"
          label={t("days")}
          min={1}
          max={3650}
          value={values.log_retention_days}
          onChange={(value) => set({ log_retention_days: value })}
        />
      </Section>
      <FormError>{error}</FormError>
      <div className="sticky -bottom-4 -mb-4 flex justify-end gap-2 border-t bg-background py-3">
        <Button variant="outline" disabled={!isChanged} onClick={() => setValues(saved)}>
          {t("discard")}
        </Button>
        <Button type="submit" disabled={!isChanged || isPending}>
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

function NumberField({
  id,
  label,
  min = 0,
  max,
  value,
  onChange,
}: {
  id: string;
  label: string;
  min?: number;
  max: number;
  value: number | null;
  onChange: (value: number | null) => void;
}) {
  return (
    <div className="flex items-center gap-2">
      <Input
        id={id}
        type="number"
        min={min}
        max={max}
        className="w-28"
        value={value ?? ""}
        onChange={(event) =>
          onChange(event.target.value === "" ? null : Number(event.target.value))
        }
      />
      <Label htmlFor={id} className="font-normal text-muted-foreground">
        {label}
      </Label>
    </div>
  );
}
