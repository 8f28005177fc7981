"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { optionalId, optionalNumber, useSchemaForm } from "@/components/form/use-schema-form";
import { Button } from "@/components/ui/button";
import { Field, FieldFault, FormError, NameOptions } from "@/components/ui/field";
import { Input, NativeSelect } from "@/components/ui/input";
import { callApi } from "@/lib/api-client/call-api";
import type { Department } from "@/lib/departments/schemas";
import type { Operator } from "@/lib/operators/schemas";
import { HoursField } from "./hours-field";
import { readHours } from "./typed-hours";

type Values = Omit<Department, "id" | "created_at" | "updated_at">;

const fresh: Values = {
  name: "",
  description: "",
  manager_id: null,
  is_default: false,
  visibility: "department",
  masks_contacts: false,
  default_capacity: 20,
  working_hours: null,
  start_code: null,
};

/** Everything that a department has; without one it makes a new department. */
export function DepartmentForm({
  department,
  heads,
  onDone,
}: {
  department?: Department;
  heads: Operator[];
  onDone: () => void;
}) {
  const t = useTranslations("settings.departments");
  const { form, props, field, control, error, isPending } = useSchemaForm<Values, Values>({
    id: "department",
    schema: async () => (await import("@/lib/departments/schemas")).createDepartmentSchema,
    defaults: department ? fieldsOf(department) : fresh,
    toInput: ({ working_hours, start_code, ...values }) => ({
      ...values,
      working_hours: working_hours && readHours(working_hours),
      start_code: start_code || null,
    }),
    async save(body) {
      if (department)
        await callApi(`/api/departments/${department.id}/`, { method: "PATCH", body });
      else await callApi("/api/departments/", { method: "POST", body });
      onDone();
    },
  });

  return (
    <form {...props} className="mt-4 grid gap-3">
      <Field {...field("name")} label={t("name")}>
        <Input required maxLength={100} {...control("name")} />
      </Field>
      <Field {...field("description")} label={t("description")}>
        <Input maxLength={1000} {...control("description")} />
      </Field>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <Field {...field("manager_id")} label={t("manager")}>
          <NativeSelect {...control("manager_id", optionalId)}>
            <option value="">{t("noManager")}</option>
            <NameOptions of={heads} />
          </NativeSelect>
        </Field>
        <Field {...field("visibility")} label={t("visibility")}>
          <NativeSelect {...control("visibility")}>
            <option value="department">{t("visibilityDepartment")}</option>
            <option value="own">{t("visibilityOwn")}</option>
          </NativeSelect>
        </Field>
        <Field {...field("default_capacity")} label={t("capacity")}>
          <Input
            type="number"
            min={0}
            max={1000}
            required
            {...control("default_capacity", optionalNumber)}
          />
        </Field>
        <Field {...field("start_code")} label={t("startCode")} hint={t("startCodeHint")}>
          <Input maxLength={64} {...control("start_code", { hasHint: true })} />
        </Field>
      </div>
      <HoursField
        value={form.watch("working_hours")}
        isAsked={form.formState.submitCount > 0}
        onChange={(hours) => form.setValue("working_hours", hours)}
      />
      <FieldFault id={field("working_hours").id}>{field("working_hours").error}</FieldFault>
      <Check label={t("masks")} {...form.register("masks_contacts")} />
      <Check
        label={t("isDefault")}
        disabled={department?.is_default}
        {...form.register("is_default")}
      />
      <FormError>{error}</FormError>
      <Button type="submit" isUnavailable={isPending} className="mt-1">
        {t(department ? "save" : "create")}
      </Button>
    </form>
  );
}

function fieldsOf({ id, created_at, updated_at, ...values }: Department): Values {
  return values;
}

function Check({ label, ...props }: { label: string } & ComponentProps<"input">) {
  return (
    <label className="flex min-h-8 items-center gap-2 text-secondary pointer-coarse:min-h-11">
      <input type="checkbox" className="size-4 shrink-0 accent-primary" {...props} />
      {label}
    </label>
  );
}
