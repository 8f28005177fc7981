"use client";

import { ArrowRightLeft, Hand, Undo2, UserRound, UserRoundPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { Viewer } from "@/components/chat/use-thread-acts";
import { type Command, useCommands } from "@/components/shell/commands";
import { useHotkey } from "@/components/shell/use-hotkey";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/overlay/dropdown-menu";
import { toast } from "@/components/ui/overlay/toast";
import { lazyPart } from "@/components/ui/states/lazy-part";
import type { Conversation } from "@/lib/conversations/schemas";
import type { Colleague, Place } from "./assignment-dialog";
import type { Act } from "./assignment-header";

// Without it the whole screen would wait in its place.
const AssignmentDialog = lazyPart(
  async () => (await import("./assignment-dialog")).AssignmentDialog,
);

/** Who has the client; take, assign, transfer with a note, put back into the queue. */
export function AssignmentMenu({
  conversation,
  viewer,
  people,
  departments,
  act,
}: {
  conversation: Conversation;
  viewer: Viewer;
  people: Colleague[];
  departments: Place[];
  act: Act;
}) {
  const t = useTranslations("assignment");
  const [isOpen, setIsOpen] = useState(false);
  const [dialog, setDialog] = useState<"assign" | "transfer" | null>(null);
  const ownerId = conversation.client.assigned_operator_id;
  const isOwn = ownerId === viewer.operatorId;
  const mayGive = viewer.role !== "operator" || isOwn;
  const mayTake = !isOwn && (viewer.role !== "operator" || ownerId === null);
  const owner = people.find(({ id }) => id === ownerId);
  useHotkey("KeyA", () => setIsOpen(true));

  async function take() {
    if (await act("take")) toast.success(t("taken"));
  }

  async function unassign() {
    if (!(await act("unassign")) || ownerId === null) return;
    const undo = () => (isOwn ? act("take") : act("assign", { operator_id: ownerId }));
    toast(t("unassigned"), { action: { label: t("undo"), onClick: () => void undo() } });
  }

  const give: Command[] = [
    { name: "assign", label: t("assign"), run: () => setDialog("assign") },
    { name: "transfer", label: t("transfer"), run: () => setDialog("transfer") },
  ];
  const putBack = { name: "unassign", label: t("unassign"), run: () => void unassign() };
  useCommands([
    ...(mayTake ? [{ name: "take", label: t("take"), run: () => void take() }] : []),
    ...(mayGive ? give : []),
    ...(mayGive && ownerId !== null ? [putBack] : []),
  ]);

  return (
    <>
      <DropdownMenu open={isOpen} onOpenChange={setIsOpen}>
        <DropdownMenuTrigger asChild>
          <Button
            variant="ghost"
            aria-label={owner ? t("owner", { name: owner.name }) : t("ownerNone")}
            aria-keyshortcuts="a"
            title={t("hint", { key: "A" })}
            data-testid="assignment"
            className="px-1.5"
          >
            {owner ? (
              <Avatar id={owner.id} name={owner.name} className="size-6 text-[10px]" />
            ) : (
              <UserRound aria-hidden="true" className="text-muted-foreground" />
            )}
            <span className="hidden max-w-32 truncate lg:inline">{owner?.name ?? t("nobody")}</span>
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="w-60">
          {mayTake ? (
            <DropdownMenuItem onSelect={() => void take()}>
              <Hand aria-hidden="true" />
              {t("take")}
            </DropdownMenuItem>
          ) : null}
          {mayGive ? (
            <>
              <DropdownMenuItem onSelect={() => setDialog("assign")}>
                <UserRoundPlus aria-hidden="true" />
                {t("assign")}
              </DropdownMenuItem>
              <DropdownMenuItem onSelect={() => setDialog("transfer")}>
                <ArrowRightLeft aria-hidden="true" />
                {t("transfer")}
              </DropdownMenuItem>
            </>
          ) : null}
          {mayGive && ownerId !== null ? (
            <DropdownMenuItem onSelect={() => void unassign()}>
              <Undo2 aria-hidden="true" />
              {t("unassign")}
            </DropdownMenuItem>
          ) : null}
          {mayTake || mayGive ? null : (
            <p className="p-2 text-muted-foreground text-secondary">{t("colleagues")}</p>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {dialog ? (
        <AssignmentDialog
          mode={dialog}
          conversation={conversation}
          people={people}
          departments={departments}
          act={act}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </>
  );
}
