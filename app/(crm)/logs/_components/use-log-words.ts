"use client";

import { useTranslations } from "next-intl";
import { clientStatuses } from "@/lib/clients/schemas";
import { logActions } from "@/lib/logs/actions";
import type { Log } from "@/lib/logs/schemas";

/** A line's action and facts in the reader's language; what has no facts keeps its stored text. */
export function useLogWords() {
  const t = useTranslations("logs");
  const status = useTranslations("clientStatus");

  function state(value: unknown): string {
    const known = clientStatuses.find((one) => one === value);
    if (known) return status(known);
    const work = workStates.find((one) => one === value);
    return work ? t(`workState.${work}`) : String(value);
  }

  function facts({ details, description }: Log): string {
    if (!details) return description;
    const { from, to, what, is_on_duty } = details;
    if (details.report_id && from && to)
      return t("fact.days", { from: String(from), to: String(to) });
    if (from !== undefined && to !== undefined) return `${state(from)} → ${state(to)}`;
    if (typeof is_on_duty === "boolean") return t(is_on_duty ? "fact.onDuty" : "fact.offDuty");
    const exported = exportKinds.find((one) => one === what);
    if (exported) return t(`fact.${exported}`);
    if (typeof details.created === "number") return t("fact.created", { count: details.created });
    return description;
  }

  return {
    facts,
    action({ action }: Log): string {
      const known = logActions.find((one) => one === action);
      return known ? t(`actions.${known}`) : action;
    },
  };
}

const workStates = ["needs_reply", "waiting_client", "snoozed", "done"] as const;
const exportKinds = ["clients", "logs", "report"] as const;
