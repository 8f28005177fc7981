"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSchemaForm } from "@/components/form/use-schema-form";
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
  const { props, field, control, error, isPending } = useSchemaForm({
    id: "token",
    schema: async () => (await import("@/lib/tokens/schemas")).createApiTokenSchema,
    defaults: { name: "" },
    toInput: (values) => values,
    save: async (body) =>
      onMade(await callApi<CreatedApiToken>("/api/tokens/", { method: "POST", body })),
  });

  return (
    <form {...props} className="mt-4 grid gap-3">
      <Field {...field("name")} label={t("name")}>
        <Input required maxLength={100} placeholder={t("namePlaceholder")} {...control("name")} />
      </Field>
      <FormError>{error}</FormError>
      <Button type="submit" isUnavailable={isPending} className="mt-1">
        {t("create")}
      </Button>
    </form>
  );
}

function MadeToken({ token }: { token: string }) {
  const t = useTranslations("settings.tokens");
  return <CopyField value={token} label={t("token")} testId="token-secret" className="mt-4" />;
}
