"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useRefusal } from "@/components/shell/use-refusal";
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
  const ask = useRefusal();
  const [name, setName] = useState(person.name);
  const [role, setRole] = useState(person.role);
  const [departmentId, setDepartmentId] = useState(person.department_id);
  const [capacity, setCapacity] = useState(person.capacity === null ? "" : String(person.capacity));
  const [error, setError] = useState<string>();
  const [isPending, setIsPending] = useState(false);
  const usual = places.find(({ id }) => id === departmentId)?.default_capacity;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (role !== "admin" && departmentId === null) {
      setError(t("operators.departmentNeeded"));
      return;
    }
    const wanted = capacity === "" ? null : Number(capacity);
    const body = {
      ...(name.trim() === person.name ? {} : { name: name.trim() }),
      ...(role === person.role ? {} : { role }),
      ...(departmentId === person.department_id ? {} : { department_id: departmentId }),
      ...(wanted === person.capacity ? {} : { capacity: wanted }),
    };
    setIsPending(true);
    const refusal = await ask(() =>
      callApi(`/api/operators/${person.id}/`, { method: "PATCH", body }),
    );
    setIsPending(false);
    setError(refusal);
    if (!refusal) onDone();
  }

  return (
    <form onSubmit={submit} className="mt-4 grid gap-3">
      <Field id="person-name" label={t("operators.name")}>
        <Input
          id="person-name"
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field id="person-role" label={t("operators.role")}>
        <NativeSelect
          id="person-role"
          value={role}
          disabled={isSelf}
          onChange={(event) =>
            setRole(roles.find((known) => known === event.target.value) ?? person.role)
          }
        >
          {roles.map((value) => (
            <option key={value} value={value}>
              {t(`role.${value}`)}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Field id="person-department" label={t("operators.department")}>
        <NativeSelect
          id="person-department"
          value={departmentId ?? ""}
          onChange={(event) => setDepartmentId(Number(event.target.value) || null)}
        >
          <option value="">{t("operators.noDepartment")}</option>
          <NameOptions of={places} />
        </NativeSelect>
      </Field>
      <Field id="person-capacity" label={t("operators.capacity")}>
        <Input
          id="person-capacity"
          type="number"
          min={0}
          max={1000}
          step={1}
          aria-describedby="person-capacity-hint"
          value={capacity}
          onChange={(event) => setCapacity(event.target.value)}
        />
        {usual === undefined ? null : (
          <p id="person-capacity-hint" className="text-meta text-muted-foreground">
            {t("operators.capacityHint", { count: usual })}
          </p>
        )}
      </Field>
      <FormError>{error}</FormError>
      <Button type="submit" disabled={isPending} className="mt-1">
        {t("operators.save")}
      </Button>
    </form>
  );
}
