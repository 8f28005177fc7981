"use client";

import { Pencil, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSchemaForm } from "@/components/form/use-schema-form";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Field, FieldFault, FormError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/overlay/dialog";
import { callApi } from "@/lib/api-client/call-api";
import type { Webhook, WebhookWithSecret } from "@/lib/webhooks/schemas";
import { eventNames } from "./event-names";

/** Adds a webhook and shows its secret this once, or changes one. */
export function WebhookDialog({ webhook }: { webhook?: Webhook }) {
  const t = useTranslations();
  const [isOpen, setIsOpen] = useState(false);
  const [secret, setSecret] = useState<string>();
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open);
        setSecret(undefined);
      }}
    >
      <DialogTrigger asChild>
        {webhook ? (
          <Button variant="ghost" size="icon" aria-label={t("settings.webhooks.edit")}>
            <Pencil aria-hidden="true" />
          </Button>
        ) : (
          <Button data-testid="webhook-new">
            <Plus aria-hidden="true" />
            {t("settings.webhooks.add")}
          </Button>
        )}
      </DialogTrigger>
      <DialogContent
        title={t(
          secret
            ? "settings.webhooks.readyTitle"
            : webhook
              ? "settings.webhooks.editTitle"
              : "settings.webhooks.createTitle",
        )}
        description={t(secret ? "settings.webhooks.readyHint" : "settings.webhooks.formHint")}
        closeLabel={t("common.close")}
      >
        {secret ? (
          <CopyField
            value={secret}
            label={t("settings.webhooks.secret")}
            testId="webhook-secret"
            className="mt-4"
          />
        ) : (
          <WebhookForm
            webhook={webhook}
            onDone={(made) => {
              if (made) setSecret(made.secret);
              else setIsOpen(false);
            }}
          />
        )}
      </DialogContent>
    </Dialog>
  );
}

function WebhookForm({
  webhook,
  onDone,
}: {
  webhook: Webhook | undefined;
  onDone: (made: WebhookWithSecret | undefined) => void;
}) {
  const t = useTranslations("settings.webhooks");
  const { form, props, field, control, error, isPending } = useSchemaForm({
    id: "webhook",
    schema: async () => (await import("@/lib/webhooks/schemas")).createWebhookSchema,
    defaults: { url: webhook?.url ?? "", events: webhook?.events ?? ["message.created"] },
    toInput: ({ url, events }) => ({ url: url.trim(), events }),
    async save(body) {
      if (webhook) {
        await callApi(`/api/webhooks/${webhook.id}/`, { method: "PATCH", body });
        onDone(undefined);
      } else {
        onDone(await callApi<WebhookWithSecret>("/api/webhooks/", { method: "POST", body }));
      }
    },
  });
  const events = field("events");

  return (
    <form {...props} className="mt-4 grid gap-3">
      <Field {...field("url")} label={t("url")}>
        <Input
          type="url"
          required
          maxLength={2000}
          placeholder="https://example.com/hooks/desk"
          {...control("url")}
        />
      </Field>
      <fieldset className="grid gap-1">
        <legend className="mb-1 font-medium text-secondary">{t("events")}</legend>
        {eventNames.map(({ event, name }) => (
          <label
            key={event}
            className="flex min-h-7 items-center gap-2 text-secondary pointer-coarse:min-h-11"
          >
            <input
              type="checkbox"
              className="size-4 accent-primary"
              value={event}
              {...form.register("events")}
              aria-invalid={events.error ? true : undefined}
              aria-describedby={events.error ? `${events.id}-error` : undefined}
            />
            {t(`event.${name}`)}
            <code className="text-meta text-muted-foreground">{event}</code>
          </label>
        ))}
        <FieldFault id={events.id}>{events.error}</FieldFault>
      </fieldset>
      <FormError>{error}</FormError>
      <Button type="submit" isUnavailable={isPending} className="mt-1">
        {t(webhook ? "save" : "create")}
      </Button>
    </form>
  );
}
