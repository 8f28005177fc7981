"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { optionalId, useSchemaForm } from "@/components/form/use-schema-form";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Field, FormError, NameOptions } from "@/components/ui/field";
import { Input, NativeSelect } from "@/components/ui/input";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/overlay/dialog";
import { dataOf } from "@/lib/api-client/data-of";
import type { Department } from "@/lib/departments/schemas";
import type { ActionResult } from "@/lib/http/action-result";
import type { CreateInvite, Invite, Operator } from "@/lib/operators/schemas";

type MadeInvite = Invite & { qr: string };

/** Asks for role and department, then shows the link, its QR code and the command. */
export function InviteDialog({
  departments,
  roles,
  invite,
}: {
  departments: Department[];
  /** The roles that the reader may give. */
  roles: Operator["role"][];
  invite: (input: CreateInvite) => Promise<ActionResult<MadeInvite>>;
}) {
  const t = useTranslations();
  const [made, setMade] = useState<MadeInvite>();
  return (
    <Dialog onOpenChange={(isOpen) => isOpen && setMade(undefined)}>
      <DialogTrigger asChild>
        <Button data-testid="invite-open">
          <UserPlus aria-hidden="true" />
          {t("operators.invite")}
        </Button>
      </DialogTrigger>
      <DialogContent
        title={made ? t("operators.inviteReady") : t("operators.inviteTitle")}
        description={made ? t("operators.inviteReadyHint") : t("operators.inviteDescription")}
        closeLabel={t("common.close")}
      >
        {made ? (
          <InviteLink invite={made} />
        ) : (
          <InviteForm departments={departments} roles={roles} invite={invite} onMade={setMade} />
        )}
      </DialogContent>
    </Dialog>
  );
}

function InviteForm({
  departments,
  roles,
  invite,
  onMade,
}: {
  departments: Department[];
  /** The roles that the reader may give. */
  roles: Operator["role"][];
  invite: (input: CreateInvite) => Promise<ActionResult<MadeInvite>>;
  onMade: (invite: MadeInvite) => void;
}) {
  const t = useTranslations();
  const only = departments.length === 1 ? departments[0] : undefined;
  const { form, props, field, control, error, isPending } = useSchemaForm({
    id: "invite",
    schema: async () => (await import("@/lib/operators/schemas")).createInviteSchema,
    defaults: {
      role: "operator" as Operator["role"],
      department_id: only?.id ?? null,
      name: "",
    },
    toInput: ({ name, ...values }): CreateInvite => ({
      ...values,
      ...(name.trim() ? { name: name.trim() } : {}),
    }),
    refreshes: false,
    async save(input) {
      onMade(dataOf(await invite(input)));
    },
  });
  const role = form.watch("role");

  return (
    <form {...props} className="mt-4 grid gap-3">
      <Field {...field("role")} label={t("operators.role")}>
        <NativeSelect {...control("role")}>
          {roles.map((value) => (
            <option key={value} value={value}>
              {t(`role.${value}`)}
            </option>
          ))}
        </NativeSelect>
      </Field>
      <Field {...field("department_id")} label={t("operators.department")}>
        <NativeSelect {...control("department_id", optionalId)}>
          <option value="">
            {role === "admin" ? t("operators.noDepartment") : t("operators.chooseDepartment")}
          </option>
          <NameOptions of={departments} />
        </NativeSelect>
      </Field>
      <Field {...field("name")} label={t("operators.inviteName")}>
        <Input maxLength={100} {...control("name")} />
      </Field>
      <FormError>{error}</FormError>
      <Button type="submit" isUnavailable={isPending} className="mt-1">
        {t("operators.inviteCreate")}
      </Button>
    </form>
  );
}

function InviteLink({ invite }: { invite: MadeInvite }) {
  const t = useTranslations();
  return (
    <div className="mt-4 grid justify-items-center gap-3">
      <img
        src={invite.qr}
        alt={t("operators.inviteQr")}
        className="size-44 rounded-card bg-white p-2"
      />
      <CopyField value={invite.link} label={t("operators.inviteReady")} testId="invite-link" />
      <p className="w-full text-muted-foreground text-secondary">
        {t("operators.inviteCommand")}
        <code className="mt-1 block overflow-x-auto rounded-control bg-muted px-2 py-1 text-foreground">
          {invite.command}
        </code>
      </p>
    </div>
  );
}
