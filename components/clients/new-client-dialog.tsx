"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, NameOptions } from "@/components/ui/field";
import { Input, Label, NativeSelect } from "@/components/ui/input";
import { Dialog, DialogContent } from "@/components/ui/overlay/dialog";
import { toast } from "@/components/ui/overlay/toast";
import { ApiError, callApi } from "@/lib/api-client/call-api";
import type { FieldError } from "@/lib/core/errors";
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
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const [faults, setFaults] = useState<FieldError[]>([]);

  async function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const filled = [...form].filter(([, value]) => value !== "");
    const body: Record<string, unknown> = Object.fromEntries(filled);
    if (body.department_id) body.department_id = Number(body.department_id);
    setIsBusy(true);
    setProblem("");
    setFaults([]);
    try {
      await callApi("/api/clients/", { method: "POST", body });
      onClose();
      toast(t("added"));
      onAdded();
    } catch (error) {
      const refusal = error instanceof ApiError ? error : null;
      setFaults(refusal?.fields ?? []);
      setProblem(refusal?.message || t("actFailed"));
    } finally {
      setIsBusy(false);
    }
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={t("newTitle")} description={t("newHint")} closeLabel={tCommon("close")}>
        <form onSubmit={add} className="mt-4 grid gap-3 sm:grid-cols-2">
          {fields.map(({ name, type }) => {
            const fault = faults.find(({ field }) => field === name);
            return (
              <div key={name} className="grid content-start gap-1">
                <Label htmlFor={`new-${name}`}>{t(`field.${name}`)}</Label>
                <Input
                  id={`new-${name}`}
                  name={name}
                  type={type}
                  maxLength={200}
                  autoComplete="off"
                  aria-invalid={fault !== undefined}
                  aria-describedby={fault ? `new-${name}-fault` : undefined}
                />
                {fault ? (
                  <p id={`new-${name}-fault`} className="text-destructive text-meta">
                    {fault.message}
                  </p>
                ) : null}
              </div>
            );
          })}
          {facts.departments.length > 1 && facts.role !== "operator" ? (
            <Field id="new-department" label={t("department")}>
              <NativeSelect id="new-department" name="department_id">
                <option value="">{t("noDepartment")}</option>
                <NameOptions of={facts.departments} />
              </NativeSelect>
            </Field>
          ) : null}
          <div className="flex items-center justify-end gap-3 sm:col-span-2">
            {problem ? (
              <p role="alert" className="min-w-0 text-destructive text-secondary">
                {problem}
              </p>
            ) : null}
            <Button type="submit" disabled={isBusy}>
              {isBusy ? t("saving") : t("save")}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
