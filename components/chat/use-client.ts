"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { catchUp } from "@/components/live/catch-up";
import { useLive } from "@/components/live/live-provider";
import { toast } from "@/components/ui/toast";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import type { Client, UpdateClient } from "@/lib/clients/schemas";

/** A client as the card shows it, live; changes answer words when they were refused. */
export function useClient(initial: Client) {
  const t = useTranslations("chat");
  const { listen } = useLive();
  const [client, setClient] = useState(initial);
  const id = initial.id;

  useEffect(() => setClient(initial), [initial]);

  useEffect(() => {
    const ask = catchUp(async () => setClient(await callApi<Client>(`/api/clients/${id}/`)));
    return listen((hint) => {
      if (hint?.clientId === id) ask();
    });
  }, [id, listen]);

  const change = useCallback(
    async (part: UpdateClient): Promise<string | undefined> => {
      try {
        setClient(await callApi<Client>(`/api/clients/${id}/`, { method: "PATCH", body: part }));
        return undefined;
      } catch (error) {
        if (!(error instanceof ApiError)) return t("changeFailed");
        return error.fields[0]?.message || error.message || t("changeFailed");
      }
    },
    [id, t],
  );

  const setTags = useCallback(
    async (tagIds: number[]) => {
      try {
        const body = { tag_ids: tagIds };
        setClient(await callApi<Client>(`/api/clients/${id}/tags/`, { method: "PUT", body }));
      } catch {
        toast.error(t("changeFailed"));
      }
    },
    [id, t],
  );

  return { client, change, setTags };
}
