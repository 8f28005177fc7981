"use client";

import { Check, Copy, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useRefusal } from "@/components/shell/use-refusal";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Input, Label, NativeSelect } from "@/components/ui/input";
import { callApi } from "@/lib/api-client/call-api";
import type { Operator } from "@/lib/operators/schemas";
import type { CreatedApiToken } from "@/lib/tokens/schemas";

/** Asks for a name (an admin also for the owner), then shows the token this once. */
export function NewToken({ owners, selfId }: { owners: Operator[]; selfId: number }) {
  const t = useTranslations();
  const [made, setMade] = useState<CreatedApiToken>();
  return (
    <Dialog onOpenChange={() => setMade(undefined)}>
      <DialogTrigger asChild>
        <Button data-testid="token-new">
          <Plus aria-hidden="true" />
          {t("settings.tokens.add")}
        </Button>
      </DialogTrigger>
      <DialogContent
        title={t(made ? "settings.tokens.readyTitle" : "settings.tokens.createTitle")}
        description={t(made ? "settings.tokens.readyHint" : "settings.tokens.hint")}
        closeLabel={t("common.close")}
      >
        {made ? (
          <MadeToken token={made.token} />
        ) : (
          <TokenForm owners={owners} selfId={selfId} onMade={setMade} />
        )}
      </DialogContent>
    </Dialog>
  );
}

function TokenForm({
  owners,
  selfId,
  onMade,
}: {
  owners: Operator[];
  selfId: number;
  onMade: (token: CreatedApiToken) => void;
}) {
  const t = useTranslations("settings.tokens");
  const ask = useRefusal();
  const [name, setName] = useState("");
  const [ownerId, setOwnerId] = useState(selfId);
  const [error, setError] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setIsPending(true);
    const body = { name, operator_id: ownerId };
    setError(
      await ask(async () =>
        onMade(await callApi<CreatedApiToken>("/api/tokens/", { method: "POST", body })),
      ),
    );
    setIsPending(false);
  }

  return (
    <form onSubmit={submit} className="mt-4 grid gap-3">
      <div className="grid gap-1">
        <Label htmlFor="token-name">{t("name")}</Label>
        <Input
          id="token-name"
          value={name}
          required
          maxLength={100}
          placeholder={t("namePlaceholder")}
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      {owners.length > 1 ? (
        <div className="grid gap-1">
          <Label htmlFor="token-owner">{t("owner")}</Label>
          <NativeSelect
            id="token-owner"
            value={ownerId}
            onChange={(event) => setOwnerId(Number(event.target.value))}
          >
            {owners.map((person) => (
              <option key={person.id} value={person.id}>
                {person.name}
              </option>
            ))}
          </NativeSelect>
        </div>
      ) : null}
      {error ? (
        <p role="alert" className="text-destructive text-secondary">
          {error}
        </p>
      ) : null}
      <Button type="submit" disabled={isPending} className="mt-1">
        {t("create")}
      </Button>
    </form>
  );
}

function MadeToken({ token }: { token: string }) {
  const t = useTranslations();
  const [isCopied, setIsCopied] = useState(false);

  async function copy() {
    await navigator.clipboard.writeText(token);
    setIsCopied(true);
  }

  return (
    <div className="mt-4 flex gap-2">
      <Input
        readOnly
        value={token}
        aria-label={t("settings.tokens.token")}
        data-testid="token-secret"
        className="font-mono"
        onFocus={(event) => event.target.select()}
      />
      <Button variant="outline" onClick={copy}>
        {isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
        {t(isCopied ? "common.copied" : "common.copy")}
      </Button>
    </div>
  );
}
