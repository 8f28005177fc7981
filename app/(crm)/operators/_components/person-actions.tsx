"use client";

import {
  Coffee,
  EllipsisVertical,
  Headset,
  Pencil,
  UserRoundCheck,
  UserRoundX,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { useRefusal } from "@/components/shell/use-refusal";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/overlay/dropdown-menu";
import { toast } from "@/components/ui/overlay/toast";
import { callApi } from "@/lib/api-client/call-api";
import type { Operator } from "@/lib/operators/schemas";

/** What was chosen in a person's menu. */
export type PersonAsk = { person: Operator; kind: "edit" | "deactivate" };

/** The menu of a person whom the reader may change; one's own access is not in it. */
export function PersonActions({
  person,
  isSelf,
  onAsk,
}: {
  person: Operator;
  isSelf: boolean;
  onAsk: (asked: PersonAsk) => void;
}) {
  const t = useTranslations("operators");
  const ask = useRefusal();

  async function letBackIn() {
    const body = { is_active: true };
    const refusal = await ask(() =>
      callApi(`/api/operators/${person.id}/`, { method: "PATCH", body }),
    );
    if (refusal) toast.error(refusal);
    else toast(t("reactivated", { name: person.name }));
  }

  async function turnDuty() {
    const next = !person.is_on_duty;
    const path = `/api/operators/${person.id}/duty/`;
    const turn = (isOnDuty: boolean) =>
      ask(() => callApi(path, { method: "POST", body: { is_on_duty: isOnDuty } }));
    const refusal = await turn(next);
    if (refusal) return toast.error(refusal);
    const undo = { label: t("undo"), onClick: () => void turn(!next) };
    toast(t(next ? "cameOnDuty" : "wentOffDuty", { name: person.name }), {
      action: undo,
    });
  }

  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          aria-label={t("actions", { name: person.name })}
          data-testid={`operator-menu-${person.id}`}
        >
          <EllipsisVertical aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => onAsk({ person, kind: "edit" })}>
          <Pencil aria-hidden="true" />
          {t("edit")}
        </DropdownMenuItem>
        {person.is_active ? (
          <DropdownMenuItem onSelect={() => void turnDuty()}>
            {person.is_on_duty ? <Coffee aria-hidden="true" /> : <Headset aria-hidden="true" />}
            {t(person.is_on_duty ? "goOffDuty" : "comeOnDuty")}
          </DropdownMenuItem>
        ) : null}
        {isSelf ? null : person.is_active ? (
          <DropdownMenuItem onSelect={() => onAsk({ person, kind: "deactivate" })}>
            <UserRoundX aria-hidden="true" />
            {t("deactivate")}
          </DropdownMenuItem>
        ) : (
          <DropdownMenuItem onSelect={letBackIn}>
            <UserRoundCheck aria-hidden="true" />
            {t("reactivate")}
          </DropdownMenuItem>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
