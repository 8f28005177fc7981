"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useMemo, useState } from "react";
import { catchUp } from "@/components/live/catch-up";
import { useLiveAsk } from "@/components/live/use-live-ask";
import { toast } from "@/components/ui/overlay/toast";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import type { Client, UpdateClient } from "@/lib/clients/schemas";

/** A client as the card shows it, live; changes answer words when they were refused. */
export function useClient(initial: Client) {
  const t = useTranslations("chat");
  const [client, setClient] = useState(initial);
  const id = initial.id;

  // An answer that was on its way while a change was saved knows less than what is shown.
  const show = useCallback(
    (next: Client) =>
      setClient((before) =>
        next.id === before.id && Date.parse(next.updated_at) < Date.parse(before.updated_at)
          ? before
          : next,
      ),
    [],
  );

  useEffect(() => show(initial), [initial, show]);

  const ask = useMemo(
    () => catchUp(async () => show(await callApi<Client>(`/api/clients/${id}/`))),
    [id, show],
  );
  useLiveAsk(id, ask);

  const change = useCallback(
    async (part: UpdateClient): Promise<string | undefined> => {
      try {
        show(await callApi<Client>(`/api/clients/${id}/`, { method: "PATCH", body: part }));
        return undefined;
      } catch (error) {
        if (!(error instanceof ApiError)) return t("changeFailed");
        return error.fields[0]?.message || error.message || t("changeFailed");
      }
    },
    [id, show, t],
  );

  const setTags = useCallback(
    async (tagIds: number[]) => {
      try {
        const body = { tag_ids: tagIds };
        show(await callApi<Client>(`/api/clients/${id}/tags/`, { method: "PUT", body }));
      } catch {
        toast.error(t("changeFailed"));
      }
    },
    [id, show, t],
  );

  return { client, change, setTags };
}
