"use client";

import { useTranslations } from "next-intl";
import { optionalId, useSchemaForm } from "@/components/form/use-schema-form";
import { Button } from "@/components/ui/button";
import { Field, FormError, NameOptions } from "@/components/ui/field";
import { Input, NativeSelect } from "@/components/ui/input";
import { Dialog, DialogContent } from "@/components/ui/overlay/dialog";
import { toast } from "@/components/ui/overlay/toast";
import { callApi } from "@/lib/api-client/call-api";
import type { DeskFacts } from "./desk-facts";

const fields = [
  { name: "first_name", type: "text" },
  { name: "last_name", type: "text" },
  { name: "username", type: "text" },
  { name: "phone", type: "tel" },
  { name: "email", type: "email" },
] as const;

/** Adds a client by hand. What was typed stays until the server has it. */
export function NewClientDialog({
  facts,
  onClose,
  onAdded,
}: {
  facts: DeskFacts;
  onClose: () => void;
  onAdded: () => void;
}) {
  const t = useTranslations("clients");
  const tCommon = useTranslations("common");
  const { props, field, control, error, isPending } = useSchemaForm({
    id: "new",
    schema: async () => (await import("@/lib/clients/schemas")).createClientSchema,
    defaults: {
      first_name: "",
      last_name: "",
      username: "",
      phone: "",
      email: "",
      department_id: null as number | null,
    },
    toInput: (values) =>
      Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "" && value)),
    refreshes: false,
    async save(body) {
      await callApi("/api/clients/", { method: "POST", body });
      onClose();
      toast(t("added"));
      onAdded();
    },
  });

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={t("newTitle")} description={t("newHint")} closeLabel={tCommon("close")}>
        <form {...props} className="mt-4 grid gap-3 sm:grid-cols-2">
          {fields.map(({ name, type }) => (
            <Field key={name} {...field(name)} label={t(`field.${name}`)}>
              <Input type={type} maxLength={200} autoComplete="off" {...control(name)} />
            </Field>
          ))}
          {facts.departments.length > 1 && facts.role !== "operator" ? (
            <Field {...field("department_id")} label={t("department")}>
              <NativeSelect {...control("department_id", optionalId)}>
                <option value="">{t("noDepartment")}</option>
                <NameOptions of={facts.departments} />
              </NativeSelect>
            </Field>
          ) : null}
          <div className="flex items-center justify-end gap-3 sm:col-span-2">
            <FormError>{error}</FormError>
            <Button type="submit" isUnavailable={isPending}>
              {t("save")}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
