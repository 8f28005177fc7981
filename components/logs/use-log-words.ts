"use client";

import { useFormatter, useTranslations } from "next-intl";
import { assignmentReasons } from "@/lib/assignment/terms";
import { clientStatuses } from "@/lib/clients/terms";
import { workStates } from "@/lib/conversations/terms";
import { logActions } from "@/lib/logs/actions";
import type { Activity } from "@/lib/logs/schemas";

type Person = { id: number; name: string };

/**
 * A line's action and facts in the reader's language. Facts that the columns beside show already
 * (the client, the operator) are not said twice; what has no facts keeps its stored text.
 */
export function useLogWords(people: Person[]) {
  const t = useTranslations("logs");
  const format = useFormatter();
  const status = useTranslations("clientStatus");
  const assignment = useTranslations("assignment");

  function state(value: unknown): string {
    const known = clientStatuses.find((one) => one === value);
    if (known) return status(known);
    const work = workStates.find((one) => one === value);
    return work ? assignment(`state.${work}`) : String(value);
  }

  function person(id: unknown): string {
    if (typeof id !== "number") return t("fact.queue");
    return people.find((one) => one.id === id)?.name ?? `№ ${id}`;
  }

  function handOver(details: NonNullable<Activity["details"]>): string {
    const { from_operator_id, operator_id } = details;
    const reason = assignmentReasons.find((one) => one === details.reason);
    const hands = `${person(from_operator_id)} → ${person(operator_id)}`;
    return reason ? `${hands}: ${assignment(`reason.${reason}`)}` : hands;
  }

  function facts({ action, details, description }: Activity): string {
    if (handOvers.has(action) && details) return handOver(details);
    if (!details) return saidBeside.has(action) ? "" : description;
    const { from, to, what, is_on_duty, name } = details;
    if (details.report_id && from && to) {
      const [first, last] = [new Date(String(from)), new Date(String(to))];
      return format.dateTimeRange(first, last, { dateStyle: "medium", timeZone: "UTC" });
    }
    if (from !== undefined && to !== undefined) return `${state(from)} → ${state(to)}`;
    if (typeof is_on_duty === "boolean") return t(is_on_duty ? "fact.onDuty" : "fact.offDuty");
    const exported = exportKinds.find((one) => one === what);
    if (exported) return t(`fact.${exported}`);
    if (typeof details.created === "number") return t("fact.created", { count: details.created });
    return typeof name === "string" ? name : description;
  }

  return {
    facts,
    action({ action }: Activity): string {
      const known = logActions.find((one) => one === action);
      return known ? t(`actions.${known}`) : action;
    },
  };
}

const exportKinds = ["clients", "logs", "report"] as const;
const handOvers = new Set<string>(["client_assigned", "client_unassigned"]);
const saidBeside = new Set<string>([
  "client_opened",
  "client_created",
  "message_sent",
  "message_retried",
  "message_confirmed",
  "file_retried",
  "message_edited",
  "message_deleted",
  "note_added",
]);
