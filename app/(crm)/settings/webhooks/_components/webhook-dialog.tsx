"use client";

import { Pencil, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useRefusal } from "@/components/shell/use-refusal";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Field, FormError } from "@/components/ui/field";
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
  const ask = useRefusal();
  const [url, setUrl] = useState(webhook?.url ?? "");
  const [events, setEvents] = useState<string[]>(webhook?.events ?? ["message.created"]);
  const [error, setError] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setIsPending(true);
    const body = { url: url.trim(), events };
    setError(
      await ask(async () => {
        if (webhook) {
          await callApi(`/api/webhooks/${webhook.id}/`, { method: "PATCH", body });
          onDone(undefined);
        } else {
          onDone(await callApi<WebhookWithSecret>("/api/webhooks/", { method: "POST", body }));
        }
      }),
    );
    setIsPending(false);
  }

  return (
    <form onSubmit={submit} className="mt-4 grid gap-3">
      <Field id="webhook-url" label={t("url")}>
        <Input
          id="webhook-url"
          type="url"
          required
          maxLength={2000}
          placeholder="https://example.com/hooks/desk"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
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
              checked={events.includes(event)}
              onChange={({ target }) =>
                setEvents(
                  target.checked ? [...events, event] : events.filter((one) => one !== event),
                )
              }
            />
            {t(`event.${name}`)}
            <code className="text-meta text-muted-foreground">{event}</code>
          </label>
        ))}
      </fieldset>
      <FormError>{error}</FormError>
      <Button type="submit" disabled={isPending || events.length === 0} className="mt-1">
        {t(webhook ? "save" : "create")}
      </Button>
    </form>
  );
}
