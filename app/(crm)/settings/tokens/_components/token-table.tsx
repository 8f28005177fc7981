"use client";

import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useRefusal } from "@/components/shell/use-refusal";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { toast } from "@/components/ui/overlay/toast";
import { RelativeTime } from "@/components/ui/relative-time";
import { callApi } from "@/lib/api-client/call-api";
import type { ApiToken } from "@/lib/tokens/schemas";

/** Tokens that work; the secret itself is nowhere. */
export function TokenTable({
  tokens,
  ownerNames,
}: {
  tokens: ApiToken[];
  ownerNames: Record<number, string>;
}) {
  const t = useTranslations();
  const format = useFormatter();
  const ask = useRefusal();
  const [chosen, setChosen] = useState<ApiToken>();
  return (
    <>
      <Card className="max-w-3xl divide-y">
        {tokens.map((token) => (
          <div
            key={token.id}
            data-testid={`token-${token.id}`}
            className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3"
          >
            <div className="min-w-40 flex-1">
              <p className="truncate font-medium" title={token.name}>
                {token.name}
              </p>
              <p className="truncate text-meta text-muted-foreground">
                {ownerNames[token.operator_id] ?? `#${token.operator_id}`} ·{" "}
                <code>{token.prefix}…</code>
              </p>
            </div>
            <p className="text-meta text-muted-foreground">
              {t("settings.tokens.created")}{" "}
              {format.dateTime(new Date(token.created_at), { dateStyle: "medium" })}
              {" · "}
              {t("settings.tokens.lastUsed")}{" "}
              {token.last_used_at ? (
                <RelativeTime at={token.last_used_at} />
              ) : (
                t("settings.tokens.never")
              )}
            </p>
            <Button variant="outline" onClick={() => setChosen(token)}>
              {t("settings.tokens.revoke")}
            </Button>
          </div>
        ))}
      </Card>
      <ConfirmDialog
        isOpen={chosen !== undefined}
        onOpenChange={(isOpen) => !isOpen && setChosen(undefined)}
        title={t("settings.tokens.revokeTitle", { name: chosen?.name ?? "" })}
        description={t("settings.tokens.revokeHint")}
        confirmLabel={t("settings.tokens.revoke")}
        cancelLabel={t("common.cancel")}
        onConfirm={() =>
          ask(async () => {
            await callApi(`/api/tokens/${chosen?.id}/`, { method: "DELETE" });
            toast(t("settings.tokens.revoked"));
          })
        }
      />
    </>
  );
}
