"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Input, Label, Textarea } from "@/components/ui/input";
import { Dialog, DialogContent } from "@/components/ui/overlay/dialog";
import { toast } from "@/components/ui/overlay/toast";
import type { Conversation } from "@/lib/conversations/schemas";
import { searchForm } from "@/lib/core/search-form";
import type { Act } from "./assignment-header";

/** What the list of people shows. */
export type Colleague = {
  id: number;
  name: string;
  role: string;
  department_id: number | null;
  is_active: boolean;
  is_on_duty: boolean;
};

/** A department a client can be transferred to. */
export type Place = { id: number; name: string; manager_id: number | null };

/** Chooses a person or, to transfer, also a department, with a note for the next one. */
export function AssignmentDialog({
  mode,
  conversation,
  people,
  departments,
  act,
  onClose,
}: {
  mode: "assign" | "transfer";
  conversation: Conversation;
  people: Colleague[];
  departments: Place[];
  act: Act;
  onClose: () => void;
}) {
  const t = useTranslations("assignment");
  const common = useTranslations("common");
  const id = useId();
  const [search, setSearch] = useState("");
  const [choice, setChoice] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [isPending, setIsPending] = useState(false);
  const { department_id: departmentId, assigned_operator_id: ownerId } = conversation.client;
  const managerId = departments.find((place) => place.id === departmentId)?.manager_id;
  const fits = (name: string) => searchForm(name).includes(searchForm(search.trim()));

  const colleagues = people.filter(
    (person) =>
      person.is_active &&
      person.id !== ownerId &&
      (person.department_id === departmentId ||
        person.role === "admin" ||
        person.id === managerId) &&
      fits(person.name),
  );
  const places =
    mode === "transfer"
      ? departments.filter((one) => one.id !== departmentId && fits(one.name))
      : [];

  async function submit(event: FormEvent) {
    event.preventDefault();
    const [kind, chosenId] = choice?.split("-") ?? [];
    if (!kind || isPending) return;
    setIsPending(true);
    const target =
      kind === "department"
        ? { department_id: Number(chosenId) }
        : { operator_id: Number(chosenId) };
    const isDone =
      mode === "assign" ? await act("assign", target) : await act("transfer", { ...target, note });
    setIsPending(false);
    if (!isDone) return;
    toast.success(t(mode === "assign" ? "assigned" : "transferred"));
    onClose();
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={t(mode === "assign" ? "assignTitle" : "transferTitle")}
        closeLabel={common("close")}
      >
        <form onSubmit={submit} className="mt-4 grid gap-3">
          <Input
            type="search"
            aria-label={t("search")}
            placeholder={t("search")}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <div role="radiogroup" aria-label={t("to")} className="max-h-64 overflow-y-auto">
            {places.map((place) => (
              <Choice
                key={`department-${place.id}`}
                value={`department-${place.id}`}
                choice={choice}
                onChoose={setChoice}
                name={place.name}
                hint={t("department")}
              />
            ))}
            {colleagues.map((person) => (
              <Choice
                key={`operator-${person.id}`}
                value={`operator-${person.id}`}
                choice={choice}
                onChoose={setChoice}
                name={person.name}
                avatarId={person.id}
                hint={person.is_on_duty ? "" : t("offDuty")}
              />
            ))}
            {places.length + colleagues.length === 0 ? (
              <p className="p-2 text-muted-foreground text-secondary">{t("nobodyFound")}</p>
            ) : null}
          </div>
          {mode === "transfer" ? (
            <div className="grid gap-1">
              <Label htmlFor={`${id}-note`}>{t("note")}</Label>
              <Textarea
                id={`${id}-note`}
                rows={3}
                maxLength={4000}
                value={note}
                placeholder={t("notePlaceholder")}
                onChange={(event) => setNote(event.target.value)}
              />
            </div>
          ) : null}
          <div className="flex justify-end gap-2">
            <Button variant="outline" onClick={onClose}>
              {common("cancel")}
            </Button>
            <Button
              type="submit"
              disabled={choice === null}
              isUnavailable={isPending}
              data-testid="assignment-submit"
            >
              {t(mode === "assign" ? "assignSubmit" : "transferSubmit")}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function Choice({
  value,
  choice,
  onChoose,
  name,
  avatarId,
  hint,
}: {
  value: string;
  choice: string | null;
  onChoose: (value: string) => void;
  name: string;
  avatarId?: number;
  hint: string;
}) {
  return (
    <label className="flex h-10 cursor-default items-center gap-2 rounded-control px-2 text-secondary hover:bg-muted has-checked:bg-accent has-checked:text-accent-foreground has-focus-visible:outline-2 has-focus-visible:outline-ring pointer-coarse:h-11">
      <input
        type="radio"
        name="assignment-to"
        value={value}
        checked={choice === value}
        onChange={() => onChoose(value)}
        className="size-4 accent-primary"
      />
      {avatarId === undefined ? null : (
        <Avatar id={avatarId} name={name} className="size-6 text-[10px]" />
      )}
      <span className="min-w-0 truncate">{name}</span>
      <span className="ml-auto shrink-0 text-meta text-muted-foreground">{hint}</span>
    </label>
  );
}
