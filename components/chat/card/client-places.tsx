"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Colleague } from "@/components/chat/assignment/assignment-dialog";
import type { Viewer } from "@/components/chat/use-thread-acts";
import { NativeSelect } from "@/components/ui/input";
import { toast } from "@/components/ui/overlay/toast";
import type { Client, UpdateClient } from "@/lib/clients/schemas";

/** Who has the client and in which department, changed in place by whoever may give the client away. */
export function ClientPlaces({
  client,
  viewer,
  people,
  departmentNames,
  change,
}: {
  client: Client;
  viewer: Viewer;
  people: Colleague[];
  departmentNames: Record<number, string>;
  /** Returns the refusal's text when it was refused. */
  change: (part: UpdateClient) => Promise<string | undefined>;
}) {
  const t = useTranslations("chat");
  const assignment = useTranslations("assignment");
  const [isBusy, setIsBusy] = useState(false);
  const { assigned_operator_id: ownerId, department_id: departmentId } = client;
  const isLead = viewer.role !== "operator";
  const mayGive = isLead || ownerId === viewer.operatorId;
  const choices = people.filter(
    ({ id, is_active, department_id, role }) =>
      id === ownerId || (is_active && (department_id === departmentId || role === "admin")),
  );

  async function move(part: UpdateClient) {
    setIsBusy(true);
    const refusal = await change(part);
    setIsBusy(false);
    if (refusal) toast.error(refusal);
  }

  return (
    <>
      <Place
        label={t("field.operator")}
        value={ownerId}
        isLocked={!mayGive || isBusy}
        none={assignment("nobody")}
        choices={choices.map(({ id, name }) => [id, name])}
        onChoose={(id) => void move({ assigned_operator_id: id })}
      />
      <Place
        label={t("field.department")}
        value={departmentId}
        isLocked={!isLead || isBusy}
        none="—"
        // A client belongs to a department: out of it leads only another one.
        isNoneOffered={departmentId === null}
        choices={Object.entries(departmentNames).map(([id, name]) => [Number(id), name])}
        onChoose={(id) => void move({ department_id: id })}
      />
    </>
  );
}

function Place({
  label,
  value,
  isLocked,
  none,
  isNoneOffered = true,
  choices,
  onChoose,
}: {
  label: string;
  value: number | null;
  isLocked: boolean;
  none: string;
  isNoneOffered?: boolean;
  choices: [number, string][];
  onChoose: (id: number | null) => void;
}) {
  return (
    <div className="grid grid-cols-[100px_1fr] items-center gap-2">
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="min-w-0">
        <NativeSelect
          aria-label={label}
          disabled={isLocked}
          value={value ?? ""}
          onChange={({ target }) => onChoose(target.value ? Number(target.value) : null)}
        >
          {isNoneOffered ? <option value="">{none}</option> : null}
          {choices.map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </NativeSelect>
      </dd>
    </div>
  );
}
