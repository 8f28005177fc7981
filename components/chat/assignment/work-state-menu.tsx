"use client";

import { AlarmClock, Check, ChevronDown, RotateCcw } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { type Command, useCommands } from "@/components/shell/commands";
import { useHotkey } from "@/components/shell/use-hotkey";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuTrigger,
} from "@/components/ui/overlay/dropdown-menu";
import { toast } from "@/components/ui/overlay/toast";
import type { Conversation } from "@/lib/conversations/schemas";
import type { Act } from "./assignment-header";
import { snoozeMoments } from "./snooze-moments";

/** Done, or a rest until a moment; taken back from either. */
export function WorkStateMenu({ conversation, act }: { conversation: Conversation; act: Act }) {
  const t = useTranslations("assignment");
  const format = useFormatter();
  const { work_state: state, snoozed_until: until } = conversation;
  const isResting = state === "done" || state === "snoozed";
  const moment = (at: Date) =>
    format.dateTime(at, { weekday: "short", hour: "numeric", minute: "2-digit" });
  useHotkey("KeyE", () => void (isResting ? reopen() : done()));

  const undo = { label: t("undo"), onClick: () => void act("reopen") };

  async function done() {
    if (await act("done")) toast(t("doneToast"), { action: undo });
  }

  async function reopen() {
    if (await act("reopen")) toast.success(t("reopened"));
  }

  async function snooze(at: Date) {
    if (!(await act("snooze", { until: at.toISOString() }))) return;
    toast(t("snoozedToast", { at: moment(at) }), { action: undo });
  }

  const rests: Command[] = snoozeMoments(new Date()).map(({ name, at }) => ({
    name: `snooze-${name}`,
    label: `${t("snoozeAct")}: ${t(`snooze.${name}`)}`,
    run: () => void snooze(at),
  }));
  useCommands([
    {
      name: "done",
      label: isResting ? t("reopen") : t("done"),
      key: "E",
      run: () => void (isResting ? reopen() : done()),
    },
    ...(state === "done" ? [] : rests),
  ]);

  return (
    <div className="flex" data-testid="work-state" data-state={state}>
      <Button
        variant="outline"
        onClick={() => void (isResting ? reopen() : done())}
        aria-keyshortcuts="e"
        title={t("hint", { key: "E" })}
        aria-label={isResting ? t("reopen") : t("done")}
        className="rounded-r-none px-2 lg:px-3"
      >
        {isResting ? <RotateCcw aria-hidden="true" /> : <Check aria-hidden="true" />}
        <span className="hidden lg:inline">{isResting ? t("reopen") : t("done")}</span>
      </Button>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button
            variant="outline"
            size="icon"
            aria-label={t("more")}
            className="w-7 rounded-l-none border-l-0 pointer-coarse:w-9"
          >
            <ChevronDown aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="w-60">
          <DropdownMenuLabel>
            {state === "snoozed" && until
              ? t("restsUntil", { at: moment(new Date(until)) })
              : t(`state.${state}`)}
          </DropdownMenuLabel>
          {state === "done"
            ? null
            : snoozeMoments(new Date()).map(({ name, at }) => (
                <DropdownMenuItem key={name} onSelect={() => void snooze(at)}>
                  <AlarmClock aria-hidden="true" />
                  {t(`snooze.${name}`)}
                  <span className="ml-auto text-meta text-muted-foreground">{moment(at)}</span>
                </DropdownMenuItem>
              ))}
          {state === "snoozed" ? (
            <DropdownMenuItem onSelect={() => void done()}>
              <Check aria-hidden="true" />
              {t("done")}
            </DropdownMenuItem>
          ) : null}
          {isResting ? (
            <DropdownMenuItem onSelect={() => void reopen()}>
              <RotateCcw aria-hidden="true" />
              {t("reopen")}
            </DropdownMenuItem>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  );
}
