"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useClientName } from "@/components/clients/use-client-name";
import { useSettled } from "@/components/data/use-settled";
import { Input } from "@/components/ui/input";
import { Dialog, DialogContent } from "@/components/ui/overlay/dialog";
import type { Client } from "@/lib/clients/schemas";
import type { Page } from "@/lib/core/schemas";
import { MergePanel } from "./merge-dialog";

/** Merges this client with another one, who is searched for. */
export function MergeWithDialog({
  client,
  onClose,
  onDone,
}: {
  client: Client;
  onClose: () => void;
  onDone: (keptId: number) => void;
}) {
  const t = useTranslations("clients");
  const tCommon = useTranslations("common");
  const [other, setOther] = useState<Client | null>(null);

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={t("mergeTitle")}
        description={t("mergeHint")}
        closeLabel={tCommon("close")}
      >
        {other ? (
          <MergePanel
            pair={[client, other]}
            onDone={(keptId) => {
              onClose();
              onDone(keptId);
            }}
          />
        ) : (
          <PickClient without={client.id} onPick={setOther} />
        )}
      </DialogContent>
    </Dialog>
  );
}

function PickClient({ without, onPick }: { without: number; onPick: (client: Client) => void }) {
  const clientName = useClientName();
  const t = useTranslations("clients");
  const [search, setSearch] = useState("");
  const text = useSettled(search.trim());
  const query = new URLSearchParams({ search: text, limit: "20" });
  const { data, isError } = useQuery<Page<Client>>({
    queryKey: ["client-search", `/api/clients/?${query}`],
    enabled: text.length > 1,
  });
  const found = isError ? [] : data?.results.filter(({ id }) => id !== without);

  return (
    <div className="mt-4 grid min-h-44 content-start gap-2">
      <Input
        type="search"
        value={search}
        aria-label={t("mergeSearch")}
        placeholder={t("mergeSearch")}
        onChange={(event) => setSearch(event.target.value)}
      />
      {found?.length === 0 ? (
        <p role="status" className="p-2 text-muted-foreground text-secondary">
          {t("notFound")}
        </p>
      ) : null}
      <ul className="max-h-72 overflow-y-auto">
        {found?.map((client) => (
          <li key={client.id}>
            <button
              type="button"
              onClick={() => onPick(client)}
              className="flex h-9 w-full items-center gap-2 rounded-control px-2 text-left text-secondary hover:bg-muted pointer-coarse:h-11"
            >
              <span className="truncate">{clientName(client)}</span>
              <span className="ml-auto shrink-0 text-meta text-muted-foreground">
                {client.phone ?? (client.username ? `@${client.username}` : "")}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
