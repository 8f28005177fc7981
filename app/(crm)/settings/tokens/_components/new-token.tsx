"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useRefusal } from "@/components/shell/use-refusal";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Field, FormError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/overlay/dialog";
import { callApi } from "@/lib/api-client/call-api";
import type { CreatedApiToken } from "@/lib/tokens/schemas";

/** Asks for a name, then shows the token this once. */
export function NewToken() {
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
        {made ? <MadeToken token={made.token} /> : <TokenForm onMade={setMade} />}
      </DialogContent>
    </Dialog>
  );
}

function TokenForm({ onMade }: { onMade: (token: CreatedApiToken) => void }) {
  const t = useTranslations("settings.tokens");
  const ask = useRefusal();
  const [name, setName] = useState("");
  const [error, setError] = useState<string>();
  const [isPending, setIsPending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setIsPending(true);
    const body = { name };
    setError(
      await ask(async () =>
        onMade(await callApi<CreatedApiToken>("/api/tokens/", { method: "POST", body })),
      ),
    );
    setIsPending(false);
  }

  return (
    <form onSubmit={submit} className="mt-4 grid gap-3">
      <Field id="token-name" label={t("name")}>
        <Input
          id="token-name"
          value={name}
          required
          maxLength={100}
          placeholder={t("namePlaceholder")}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <FormError>{error}</FormError>
      <Button type="submit" disabled={isPending} className="mt-1">
        {t("create")}
      </Button>
    </form>
  );
}

function MadeToken({ token }: { token: string }) {
  const t = useTranslations("settings.tokens");
  return <CopyField value={token} label={t("token")} testId="token-secret" className="mt-4" />;
}
