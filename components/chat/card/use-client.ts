"use client";

import { replaceEqualDeep, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { freshFor, useSeed } from "@/components/data/use-seed";
import { toast } from "@/components/ui/overlay/toast";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import type { Client, UpdateClient } from "@/lib/clients/schemas";
import { realtimeEvents } from "@/lib/realtime/events";

const pathOf = (id: number) => `/api/clients/${id}/`;
const keyOf = (id: number) => [realtimeEvents.conversationChanged, id, pathOf(id)];

/** A client as the card shows it, live; changes answer words when they were refused. */
export function useClient(initial: Client) {
  const t = useTranslations("chat");
  const path = pathOf(initial.id);
  const queryKey = keyOf(initial.id);
  const cache = useQueryClient();
  useSeed(queryKey, initial);
  const { data: client = initial } = useQuery<Client>({
    queryKey,
    staleTime: freshFor,
    structuralSharing: newest,
  });
  // The server rendered the page again.
  useEffect(() => void cache.setQueryData(keyOf(initial.id), initial), [cache, initial]);
  const save = async (address: string, method: string, body: object) =>
    cache.setQueryData(queryKey, await callApi<Client>(address, { method, body }));

  async function change(part: UpdateClient): Promise<string | undefined> {
    try {
      await save(path, "PATCH", part);
      return undefined;
    } catch (error) {
      if (!(error instanceof ApiError)) return t("changeFailed");
      return error.fields[0]?.message || error.message || t("changeFailed");
    }
  }

  const setTags = (tagIds: number[]) =>
    save(`${path}tags/`, "PUT", { tag_ids: tagIds }).catch(() => toast.error(t("changeFailed")));

  return { client, change, setTags };
}

/** An answer that was on its way while a change was saved knows less than what is shown. */
function newest(before: unknown, next: unknown): unknown {
  const [known, told] = [before as Client | undefined, next as Client];
  const isOlder = known && Date.parse(told.updated_at) < Date.parse(known.updated_at);
  return isOlder ? known : replaceEqualDeep(before, next);
}
