"use client";

import { Mail } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useState } from "react";
import { useRefusal } from "@/components/shell/use-refusal";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { toast } from "@/components/ui/overlay/toast";
import { callApi } from "@/lib/api-client/call-api";
import type { Department } from "@/lib/departments/schemas";
import type { PendingInvite } from "@/lib/operators/schemas";

/** Invites that nobody accepted yet, each with the way to take it back; nothing when there are none. */
export function PendingInvites({
  invites,
  departments,
}: {
  invites: PendingInvite[];
  departments: Department[];
}) {
  const t = useTranslations();
  const format = useFormatter();
  const ask = useRefusal();
  const [chosen, setChosen] = useState<PendingInvite>();
  if (invites.length === 0) return null;
  return (
    <section className="border-b bg-surface">
      <h2 className="px-4 pt-3 pb-1 font-medium text-secondary">
        {t("operators.pending", { count: invites.length })}
      </h2>
      <ul>
        {invites.map((invite) => {
          const facts = [
            t(`role.${invite.role}`),
            departments.find(({ id }) => id === invite.department_id)?.name,
            t("operators.inviteExpires", {
              date: format.dateTime(new Date(invite.expires_at), { dateStyle: "medium" }),
            }),
          ];
          return (
            <li
              key={invite.id}
              data-testid={`invite-${invite.id}`}
              className="flex items-center gap-3 px-4 py-2"
            >
              <Mail aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
              <div className="min-w-0 flex-1">
                <p className="truncate">
                  {invite.name
                    ? t("operators.inviteFor", { name: invite.name })
                    : t("operators.inviteAnyone")}
                </p>
                <p className="text-meta text-muted-foreground">
                  {facts.filter(Boolean).join(" · ")}
                </p>
              </div>
              <Button variant="outline" onClick={() => setChosen(invite)}>
                {t("operators.inviteRevoke")}
              </Button>
            </li>
          );
        })}
      </ul>
      <ConfirmDialog
        isOpen={chosen !== undefined}
        onOpenChange={(isOpen) => !isOpen && setChosen(undefined)}
        title={t("operators.inviteRevokeTitle")}
        description={t("operators.inviteRevokeHint")}
        confirmLabel={t("operators.inviteRevoke")}
        cancelLabel={t("common.cancel")}
        onConfirm={() =>
          ask(async () => {
            await callApi(`/api/invites/${chosen?.id}/`, { method: "DELETE" });
            toast(t("operators.inviteRevoked"));
          })
        }
      />
    </section>
  );
}
