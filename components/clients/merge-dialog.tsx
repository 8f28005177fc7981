"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useClientName } from "@/components/clients/use-client-name";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/overlay/dialog";
import { toast } from "@/components/ui/overlay/toast";
import { Skeleton } from "@/components/ui/states/skeleton";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import type { Client, MergeResult } from "@/lib/clients/schemas";

/** Merges two clients, showing first what would become of them. */
export function MergeDialog({
  pair,
  onDone,
}: {
  pair: [Client, Client];
  onDone: (keptId: number) => void;
}) {
  const t = useTranslations("clients");
  const tCommon = useTranslations("common");
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Dialog open={isOpen} onOpenChange={setIsOpen}>
      <DialogTrigger asChild>
        <Button variant="outline">{t("merge")}</Button>
      </DialogTrigger>
      <DialogContent
        title={t("mergeTitle")}
        description={t("mergeHint")}
        closeLabel={tCommon("close")}
      >
        <MergePanel
          pair={pair}
          onDone={(keptId) => {
            setIsOpen(false);
            onDone(keptId);
          }}
        />
      </DialogContent>
    </Dialog>
  );
}

/** Who is kept, what would become of them, and the button that does it. */
export function MergePanel({
  pair,
  onDone,
}: {
  pair: [Client, Client];
  onDone: (keptId: number) => void;
}) {
  const clientName = useClientName();
  const t = useTranslations("clients");
  // Who has a Telegram account goes on writing: that one stays.
  const [keep, setKeep] = useState<0 | 1>(pair[0].telegram_id === null ? 1 : 0);
  const [preview, setPreview] = useState<MergeResult>();
  const [problem, setProblem] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const keepId = pair[keep].id;
  const mergeId = pair[keep === 0 ? 1 : 0].id;

  useEffect(() => {
    let isCurrent = true;
    setPreview(undefined);
    setProblem("");
    callApi<MergeResult>("/api/clients/merge/?preview=1", {
      method: "POST",
      body: { keep_id: keepId, merge_id: mergeId },
    }).then(
      (result) => isCurrent && setPreview(result),
      (error) =>
        isCurrent && setProblem((error instanceof ApiError && error.message) || t("actFailed")),
    );
    return () => {
      isCurrent = false;
    };
  }, [keepId, mergeId, t]);

  async function merge() {
    setIsBusy(true);
    try {
      const body = { keep_id: keepId, merge_id: mergeId };
      await callApi("/api/clients/merge/", { method: "POST", body });
      toast(t("merged"));
      onDone(keepId);
    } catch (error) {
      setProblem((error instanceof ApiError && error.message) || t("actFailed"));
    } finally {
      setIsBusy(false);
    }
  }

  const moved = preview?.moved;
  return (
    <>
      <fieldset className="mt-4 grid gap-2">
        <legend className="mb-2 font-medium text-secondary">{t("mergeKeep")}</legend>
        {pair.map((client, at) => (
          <label
            key={client.id}
            className="flex items-center gap-2 rounded-control border px-3 py-2 text-secondary"
          >
            <input
              type="radio"
              name="merge-keep"
              checked={keep === at}
              onChange={() => setKeep(at === 0 ? 0 : 1)}
              className="accent-primary"
            />
            <span className="min-w-0 truncate font-medium">{clientName(client)}</span>
            <span className="ml-auto truncate text-muted-foreground">
              {client.telegram_id === null ? client.phone : `Telegram ${client.telegram_id}`}
            </span>
          </label>
        ))}
      </fieldset>
      <div aria-live="polite" className="mt-4 min-h-44 text-secondary">
        {problem ? <p className="text-destructive">{problem}</p> : null}
        {!problem && !moved ? <Skeleton className="h-40" /> : null}
        {preview && moved ? (
          <>
            <Outcome client={preview.client} />
            <p className="mt-3 font-medium">{t("mergeResult")}</p>
            <p className="text-muted-foreground">
              {[
                t("mergeMessages", { count: moved.messages }),
                t("mergeNotes", { count: moved.notes }),
                t("mergeFiles", { count: moved.files }),
                t("mergeTags", { count: moved.tags }),
              ].join(", ")}
            </p>
          </>
        ) : null}
      </div>
      <div className="mt-3 flex justify-end">
        <Button
          variant="destructive"
          disabled={!moved || problem !== ""}
          isUnavailable={isBusy}
          onClick={merge}
        >
          {t("merge")}
        </Button>
      </div>
    </>
  );
}

/** Whose name, contacts and status remain: the kept client as it would be. */
function Outcome({ client }: { client: Client }) {
  const clientName = useClientName();
  const t = useTranslations("clients");
  const status = useTranslations("clientStatus");
  const facts = [
    [t("name"), clientName(client)],
    [t("username"), client.username ? `@${client.username}` : "—"],
    [t("phone"), client.phone ?? "—"],
    [t("email"), client.email ?? "—"],
    [t("status"), status(client.status)],
  ];
  return (
    <>
      <p className="font-medium">{t("mergeOutcome")}</p>
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5">
        {facts.map(([name, value]) => (
          <div key={name} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-muted-foreground">{name}</dt>
            <dd className="min-w-0 truncate">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
