"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { toast } from "@/components/ui/toast";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import type { BulkResult, ClientChange } from "@/lib/clients/schemas";

/** Changes many clients and says so with an undo for seven seconds; `onChanged` reads them again. */
export function useBulkChange(onChanged: (ids: number[]) => void) {
  const t = useTranslations("clients");
  return useCallback(
    async (ids: number[], change: ClientChange) => {
      const send = (body: unknown) =>
        callApi<BulkResult>("/api/clients/bulk/", { method: "POST", body });
      try {
        const undo: BulkResult["undo"] = [];
        for (let at = 0; at < ids.length; at += 1000) {
          undo.push(...(await send({ ids: ids.slice(at, at + 1000), change })).undo);
        }
        onChanged(ids);
        const restore = async () => {
          try {
            await send({ items: undo });
            toast(t("undone"));
          } catch {
            toast.error(t("undoFailed"));
          }
          onChanged(ids);
        };
        toast(t("changed", { count: undo.length }), {
          duration: 7000,
          ...(undo.length > 0
            ? { action: { label: t("undo"), onClick: () => void restore() } }
            : {}),
        });
      } catch (error) {
        toast.error((error instanceof ApiError && error.message) || t("actFailed"));
        onChanged(ids);
      }
    },
    [onChanged, t],
  );
}
