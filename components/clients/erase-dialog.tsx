"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useClientName } from "@/components/clients/use-client-name";
import { Button } from "@/components/ui/button";
import { Input, Label } from "@/components/ui/input";
import { Dialog, DialogContent } from "@/components/ui/overlay/dialog";
import { toast } from "@/components/ui/overlay/toast";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import type { Client } from "@/lib/clients/schemas";

/** Erases a client for good, after the name was typed. */
export function EraseDialog({
  client,
  onClose,
  onDone,
}: {
  client: Client;
  onClose: () => void;
  onDone: () => void;
}) {
  const clientName = useClientName();
  const t = useTranslations("clients");
  const tCommon = useTranslations("common");
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const name = clientName(client);

  async function erase(event: FormEvent) {
    event.preventDefault();
    setIsBusy(true);
    setProblem("");
    try {
      const query = new URLSearchParams({ confirm: typed });
      await callApi(`/api/clients/${client.id}/?${query}`, { method: "DELETE" });
      onClose();
      toast(t("erased"));
      onDone();
    } catch (error) {
      setProblem((error instanceof ApiError && error.message) || t("actFailed"));
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={t("eraseTitle")}
        description={t("eraseHint")}
        closeLabel={tCommon("close")}
      >
        <form onSubmit={erase} className="mt-3 grid gap-3">
          <p className="font-medium [overflow-wrap:anywhere]">{name}</p>
          <Label htmlFor="erase-name">{t("name")}</Label>
          <Input
            id="erase-name"
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
          {problem ? (
            <p role="alert" className="text-destructive text-secondary">
              {problem}
            </p>
          ) : null}
          <Button
            type="submit"
            variant="destructive"
            disabled={isBusy || typed.trim() !== name}
            className="justify-self-end"
          >
            {t("eraseGo")}
          </Button>
        </form>
      </DialogContent>
    </Dialog>
  );
}
