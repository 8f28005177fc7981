"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { toast } from "@/components/ui/overlay/toast";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import type { BulkResult, ClientChange } from "@/lib/clients/schemas";
import { changeInBatches } from "./change-in-batches";

/**
 * Changes many clients and says so with an undo for seven seconds, also of the part that was done
 * when the rest was refused; `onChanged` reads the list again.
 */
export function useBulkChange(onChanged: () => void) {
  const t = useTranslations("clients");
  return useCallback(
    async (ids: number[], change: ClientChange) => {
      const send = (body: unknown) =>
        callApi<BulkResult>("/api/clients/bulk/", { method: "POST", body });
      const { undo, failure } = await changeInBatches(ids, (batch) => send({ ids: batch, change }));
      onChanged();
      const restore = async () => {
        try {
          await send({ items: undo });
          toast(t("undone"));
        } catch {
          toast.error(t("undoFailed"));
        }
        onChanged();
      };
      const action = { label: t("undo"), onClick: () => void restore() };
      const offer = { duration: 7000, ...(undo.length > 0 ? { action } : {}) };
      if (failure === null) return toast(t("changed", { count: undo.length }), offer);
      const reason = failure instanceof ApiError ? failure.message : "";
      if (undo.length === 0) return toast.error(reason || t("actFailed"));
      toast.error(t("changedPartly", { count: undo.length, of: ids.length, reason }), offer);
    },
    [onChanged, t],
  );
}
