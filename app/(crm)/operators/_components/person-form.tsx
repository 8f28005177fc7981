"use client";

import { useTranslations } from "next-intl";
import { optionalId, optionalNumber, useSchemaForm } from "@/components/form/use-schema-form";
import { Button } from "@/components/ui/button";
import { Field, FormError, NameOptions } from "@/components/ui/field";
import { Input, NativeSelect } from "@/components/ui/input";
import { callApi } from "@/lib/api-client/call-api";
import type { Department } from "@/lib/departments/schemas";
import type { Operator } from "@/lib/operators/schemas";

/** Name, role, department and capacity of a person; only what was changed is sent. */
export function PersonForm({
  person,
  places,
  roles,
  isSelf,
  onDone,
}: {
  person: Operator;
  places: Department[];
  roles: Operator["role"][];
  isSelf: boolean;
  onDone: () => void;
}) {
  const t = useTranslations();
  const { form, props, field, control, error, isPending } = useSchemaForm({
    id: "person",
    schema: async () => (await import("@/lib/operators/schemas")).updateOperatorSchema,
    defaults: {
      name: person.name,
      role: person.role,
      department_id: person.department_id,
      capacity: person.capacity,
    },
    toInput: ({ name, role, department_id, capacity }) => ({
      ...(name.trim() === person.name ? {} : { name }),
      ...(role === person.role ? {} : { role }),
      ...(department_id === person.department_id ? {} : { department_id }),
      ...(capacity === person.capacity ? {} : { capacity }),
    }),
    async save(body) {
      await callApi(`/api/operators/${person.id}/`, { method: "PATCH", body });
      onDone();
    },
  });
  const departmentId = form.watch("department_id");
  const usual = places.find(({ id }) => id === departmentId)?.default_capacity;

  return (
    <form {...props} className="mt-4 grid gap-3">
      <Field {...field("name")} label={t("operators.name")}>
        <Input required maxLength={100} {...control("name")} />
      </Field>
      <Field {...field("role")} label={t("operators.role")}>
        <NativeSelect {...control("role")} disabled={isSelf}>
          {roles.map((value) => (
            <option key={value} value={value}>
              {t(`role.${value}`)}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Field {...field("department_id")} label={t("operators.department")}>
        <NativeSelect {...control("department_id", optionalId)}>
          <option value="">{t("operators.noDepartment")}</option>
          <NameOptions of={places} />
        </NativeSelect>
      </Field>
      <Field
        {...field("capacity")}
        label={t("operators.capacity")}
        hint={usual === undefined ? null : t("operators.capacityHint", { count: usual })}
      >
        <Input
          type="number"
          min={0}
          max={1000}
          step={1}
          {...control("capacity", { ...optionalNumber, hasHint: usual !== undefined })}
        />
      </Field>
      <FormError>{error}</FormError>
      <Button type="submit" isUnavailable={isPending} className="mt-1">
        {t("operators.save")}
      </Button>
    </form>
  );
}
