"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { flushSync } from "react-dom";
import { useRefusal } from "@/components/shell/use-refusal";
import { Button } from "@/components/ui/button";
import { Field, FormError, NameOptions } from "@/components/ui/field";
import { Input, NativeSelect } from "@/components/ui/input";
import { callApi } from "@/lib/api-client/call-api";
import type { Department } from "@/lib/departments/schemas";
import type { Operator } from "@/lib/operators/schemas";
import { HoursField } from "./hours-field";
import { areRight, readHours } from "./typed-hours";

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
  const ask = useRefusal();
  const [values, setValues] = useState<Values>(department ?? fresh);
  const [error, setError] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const [isAsked, setIsAsked] = useState(false);
  const set = (change: Partial<Values>) => setValues({ ...values, ...change });

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const working_hours = values.working_hours && readHours(values.working_hours);
    if (working_hours && !areRight(working_hours)) {
      // Drawn at once, so that the first field with a fault can be found.
      flushSync(() => setIsAsked(true));
      event.currentTarget.querySelector<HTMLElement>("fieldset [aria-invalid=true]")?.focus();
      return;
    }
    if (!Number.isInteger(values.default_capacity) || values.default_capacity > 1000) {
      setError(t("capacityWrong"));
      return;
    }
    setIsPending(true);
    const refusal = await ask(() => save(department, { ...values, working_hours }));
    setIsPending(false);
    setError(refusal);
    if (!refusal) onDone();
  }

  return (
    <form onSubmit={submit} className="mt-4 grid gap-3">
      <Field id="department-name" label={t("name")}>
        <Input
          id="department-name"
          required
          maxLength={100}
          value={values.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <Field id="department-description" label={t("description")}>
        <Input
          id="department-description"
          maxLength={1000}
          value={values.description}
          onChange={(event) => set({ description: event.target.value })}
        />
      </Field>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <Field id="department-manager" label={t("manager")}>
          <NativeSelect
            id="department-manager"
            value={values.manager_id ?? ""}
            onChange={(event) => set({ manager_id: Number(event.target.value) || null })}
          >
            <option value="">{t("noManager")}</option>
            <NameOptions of={heads} />
          </NativeSelect>
        </Field>
        <Field id="department-visibility" label={t("visibility")}>
          <NativeSelect
            id="department-visibility"
            value={values.visibility}
            onChange={(event) =>
              set({ visibility: event.target.value === "own" ? "own" : "department" })
            }
          >
            <option value="department">{t("visibilityDepartment")}</option>
            <option value="own">{t("visibilityOwn")}</option>
          </NativeSelect>
        </Field>
        <Field id="department-capacity" label={t("capacity")}>
          <Input
            id="department-capacity"
            type="number"
            min={0}
            max={1000}
            required
            value={values.default_capacity}
            onChange={(event) => set({ default_capacity: Number(event.target.value) })}
          />
        </Field>
        <Field id="department-code" label={t("startCode")} hint={t("startCodeHint")}>
          <Input
            id="department-code"
            maxLength={64}
            pattern="[A-Za-z0-9_\-]*"
            aria-describedby="department-code-hint"
            value={values.start_code ?? ""}
            onChange={(event) => set({ start_code: event.target.value || null })}
          />
        </Field>
      </div>
      <HoursField
        value={values.working_hours}
        isAsked={isAsked}
        onChange={(working_hours) => set({ working_hours })}
      />
      <Check
        label={t("masks")}
        isOn={values.masks_contacts}
        onChange={(masks_contacts) => set({ masks_contacts })}
      />
      <Check
        label={t("isDefault")}
        isOn={values.is_default}
        isLocked={department?.is_default ?? false}
        onChange={(is_default) => set({ is_default })}
      />
      <FormError>{error}</FormError>
      <Button type="submit" disabled={isPending} className="mt-1">
        {t(department ? "save" : "create")}
      </Button>
    </form>
  );
}

function save(department: Department | undefined, values: Values) {
  const { name, description, manager_id, is_default, visibility } = values;
  const { masks_contacts, default_capacity, working_hours, start_code } = values;
  const body = {
    ...{ name, description, manager_id, is_default, visibility },
    ...{ masks_contacts, default_capacity, working_hours, start_code },
  };
  return department
    ? callApi(`/api/departments/${department.id}/`, { method: "PATCH", body })
    : callApi("/api/departments/", { method: "POST", body });
}

function Check({
  label,
  isOn,
  isLocked = false,
  onChange,
}: {
  label: string;
  isOn: boolean;
  isLocked?: boolean;
  onChange: (isOn: boolean) => void;
}) {
  return (
    <label className="flex min-h-8 items-center gap-2 text-secondary pointer-coarse:min-h-11">
      <input
        type="checkbox"
        className="size-4 accent-primary"
        checked={isOn}
        disabled={isLocked}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
}
