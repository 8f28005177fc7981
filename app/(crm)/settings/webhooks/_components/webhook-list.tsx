"use client";

import { KeyRound, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useRefusal } from "@/components/shell/use-refusal";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyField } from "@/components/ui/copy-field";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { toast } from "@/components/ui/overlay/toast";
import { callApi } from "@/lib/api-client/call-api";
import type { Webhook, WebhookWithSecret } from "@/lib/webhooks/schemas";
import { DeliveryLog } from "./delivery-log";
import { WebhookDialog } from "./webhook-dialog";

/** Every webhook: on or off, try it, a new secret, its deliveries, remove. */
export function WebhookList({ webhooks }: { webhooks: Webhook[] }) {
  return (
    <Card className="max-w-3xl divide-y">
      {webhooks.map((webhook) => (
        <WebhookRow key={webhook.id} webhook={webhook} />
      ))}
    </Card>
  );
}

function WebhookRow({ webhook }: { webhook: Webhook }) {
  const t = useTranslations();
  const ask = useRefusal();
  const [secret, setSecret] = useState<string>();
  const [isOpen, setIsOpen] = useState(false);
  const [tries, setTries] = useState(0);
  const [question, setQuestion] = useState<"remove" | "rotate">();
  const path = `/api/webhooks/${webhook.id}/`;

  async function act(change: () => Promise<unknown>) {
    const refusal = await ask(change);
    if (refusal) toast.error(refusal);
  }

  return (
    <div data-testid={`webhook-${webhook.id}`} className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <div className="min-w-48 flex-1">
          <p className="truncate font-medium" title={webhook.url}>
            {webhook.url}
          </p>
          <p className="mt-1 flex flex-wrap gap-1">
            {webhook.events.map((event) => (
              <Badge key={event}>{event}</Badge>
            ))}
            {webhook.is_active ? null : (
              <Badge className="text-status-failed">{t("settings.webhooks.off")}</Badge>
            )}
            {webhook.pending > 0 ? (
              <Badge className="text-status-unknown">
                {t("settings.webhooks.pending", { count: webhook.pending })}
              </Badge>
            ) : null}
          </p>
        </div>
        <div className="flex flex-wrap items-center gap-1">
          <Button
            variant="outline"
            disabled={!webhook.is_active}
            onClick={() =>
              act(async () => {
                await callApi(`${path}ping/`, { method: "POST" });
                setIsOpen(true);
                setTries(tries + 1);
              })
            }
          >
            {t("settings.webhooks.ping")}
          </Button>
          <Button
            variant="outline"
            onClick={() =>
              act(() => callApi(path, { method: "PATCH", body: { is_active: !webhook.is_active } }))
            }
          >
            {t(webhook.is_active ? "settings.webhooks.turnOff" : "settings.webhooks.turnOn")}
          </Button>
          <WebhookDialog webhook={webhook} />
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("settings.webhooks.rotate")}
            onClick={() => setQuestion("rotate")}
          >
            <KeyRound aria-hidden="true" />
          </Button>
          <Button
            variant="ghost"
            size="icon"
            aria-label={t("settings.webhooks.remove")}
            onClick={() => setQuestion("remove")}
          >
            <Trash2 aria-hidden="true" />
          </Button>
        </div>
      </div>
      {secret ? (
        <CopyField value={secret} label={t("settings.webhooks.secret")} testId="webhook-secret" />
      ) : null}
      <details open={isOpen} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
        <summary className="w-fit cursor-pointer text-muted-foreground text-secondary">
          {t("settings.webhooks.deliveries")}
        </summary>
        {isOpen ? <DeliveryLog webhookId={webhook.id} key={tries} /> : null}
      </details>
      <ConfirmDialog
        isOpen={question !== undefined}
        onOpenChange={(open) => !open && setQuestion(undefined)}
        title={t(
          question === "rotate" ? "settings.webhooks.rotateTitle" : "settings.webhooks.removeTitle",
        )}
        description={t(
          question === "rotate" ? "settings.webhooks.rotateHint" : "settings.webhooks.removeHint",
        )}
        confirmLabel={t(
          question === "rotate" ? "settings.webhooks.rotate" : "settings.webhooks.remove",
        )}
        cancelLabel={t("common.cancel")}
        onConfirm={() =>
          ask(async () => {
            if (question === "remove") {
              await callApi(path, { method: "DELETE" });
              toast(t("settings.webhooks.removed"));
            } else {
              const made = await callApi<WebhookWithSecret>(`${path}rotate/`, { method: "POST" });
              setSecret(made.secret);
            }
          })
        }
      />
    </div>
  );
}
