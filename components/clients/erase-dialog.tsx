"use client";

import { useTranslations } from "next-intl";
import { useClientName } from "@/components/clients/use-client-name";
import { useSchemaForm } from "@/components/form/use-schema-form";
import { Button } from "@/components/ui/button";
import { Field, FormError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Dialog, DialogContent } from "@/components/ui/overlay/dialog";
import { toast } from "@/components/ui/overlay/toast";
import { callApi } from "@/lib/api-client/call-api";
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
  const name = clientName(client);
  const { form, props, field, control, error, isPending } = useSchemaForm({
    id: "erase",
    schema: async () => (await import("@/lib/clients/schemas")).eraseClientSchema,
    defaults: { confirm: "" },
    toInput: (values) => values,
    refreshes: false,
    async save({ confirm }) {
      const query = new URLSearchParams({ confirm });
      await callApi(`/api/clients/${client.id}/?${query}`, { method: "DELETE" });
      onClose();
      toast(t("erased"));
      onDone();
    },
  });

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={t("eraseTitle")}
        description={t("eraseHint")}
        closeLabel={tCommon("close")}
      >
        <form {...props} className="mt-3 grid gap-3">
          <p className="font-medium [overflow-wrap:anywhere]">{name}</p>
          <Field {...field("confirm")} label={t("name")}>
            <Input autoComplete="off" {...control("confirm")} />
          </Field>
          <FormError>{error}</FormError>
          <Button
            type="submit"
            variant="destructive"
            disabled={form.watch("confirm").trim() !== name}
            isUnavailable={isPending}
            className="justify-self-end"
          >
            {t("eraseGo")}
          </Button>
        </form>
      </DialogContent>
    </Dialog>
  );
}
