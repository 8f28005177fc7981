"use client";

import { useTranslations } from "next-intl";
import { useRefusal } from "@/components/shell/use-refusal";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { Dialog, DialogContent } from "@/components/ui/overlay/dialog";
import { toast } from "@/components/ui/overlay/toast";
import { callApi } from "@/lib/api-client/call-api";
import type { Department } from "@/lib/departments/schemas";
import type { Operator } from "@/lib/operators/schemas";
import type { PersonAsk } from "./person-actions";
import { PersonForm } from "./person-form";

/** The dialogs behind a person's menu. */
export function PersonDialogs({
  asked,
  onClose,
  places,
  roles,
  selfId,
}: {
  asked: PersonAsk | undefined;
  onClose: () => void;
  places: Department[];
  roles: Operator["role"][];
  selfId: number;
}) {
  const t = useTranslations();
  const ask = useRefusal();
  const { person, kind } = asked ?? {};

  const deactivate = async () =>
    person &&
    ask(async () => {
      const body = { is_active: false };
      await callApi(`/api/operators/${person.id}/`, { method: "PATCH", body });
      toast(t("operators.deactivated", { name: person.name }));
    });

  return (
    <>
      <Dialog open={kind === "edit"} onOpenChange={(isOpen) => !isOpen && onClose()}>
        <DialogContent
          title={t("operators.editTitle", { name: person?.name ?? "" })}
          closeLabel={t("common.close")}
        >
          {person ? (
            <PersonForm
              person={person}
              places={places}
              roles={roles}
              isSelf={person.id === selfId}
              onDone={() => {
                onClose();
                toast(t("operators.saved"));
              }}
            />
          ) : null}
        </DialogContent>
      </Dialog>
      <ConfirmDialog
        isOpen={kind === "deactivate"}
        onOpenChange={(isOpen) => !isOpen && onClose()}
        title={t("operators.deactivateTitle", { name: person?.name ?? "" })}
        description={t("operators.deactivateHint")}
        confirmLabel={t("operators.deactivate")}
        cancelLabel={t("common.cancel")}
        onConfirm={deactivate}
      />
    </>
  );
}
