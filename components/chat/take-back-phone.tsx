"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/toast";
import { callApi } from "@/lib/api-client/call-api";
import type { Client } from "@/lib/clients/schemas";
import type { Message } from "@/lib/messages/schemas";

/** Empties the phone that a shared contact filled, unless somebody has changed it since. */
export function TakeBackPhone({ clientId, contactId }: { clientId: number; contactId: number }) {
  const t = useTranslations("chat");
  const [isBusy, setIsBusy] = useState(false);

  async function takeBack() {
    setIsBusy(true);
    try {
      const path = `/api/clients/${clientId}/`;
      const [client, contact] = await Promise.all([
        callApi<Client>(path),
        callApi<Message>(`/api/messages/${contactId}/`),
      ]);
      const given = Object(contact.payload?.contact) as { phone_number?: unknown };
      if (!client.phone || digits(client.phone) !== digits(String(given.phone_number))) {
        toast.error(t("phoneChangedSince"));
      } else {
        await callApi(path, { method: "PATCH", body: { phone: null } });
        toast.success(t("phoneTakenBack"));
      }
    } catch {
      toast.error(t("phoneNotTakenBack"));
    }
    setIsBusy(false);
  }

  return (
    <button
      type="button"
      disabled={isBusy}
      onClick={() => void takeBack()}
      className="ml-1 rounded underline underline-offset-2 hover:text-foreground"
    >
      {t("takeBackPhone")}
    </button>
  );
}

const digits = (text: string) => text.replace(/\D/g, "");
