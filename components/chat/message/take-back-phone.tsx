"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { toast } from "@/components/ui/overlay/toast";
import { ApiError, callApi } from "@/lib/api-client/call-api";

/** Empties the phone that a shared contact filled, unless somebody has changed it since. */
export function TakeBackPhone({ contactId }: { contactId: number }) {
  const t = useTranslations("chat");
  const [isBusy, setIsBusy] = useState(false);

  async function takeBack() {
    setIsBusy(true);
    try {
      await callApi(`/api/messages/${contactId}/take-back-phone/`, { method: "POST" });
      toast.success(t("phoneTakenBack"));
    } catch (error) {
      toast.error((error instanceof ApiError && error.message) || t("phoneNotTakenBack"));
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
