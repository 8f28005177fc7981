import { useTranslations } from "next-intl";
import { type AssignmentReason, assignmentReasons } from "@/lib/assignment/terms";
import { workStates } from "@/lib/conversations/terms";
import type { Message } from "@/lib/messages/schemas";
import { previewWord } from "./preview-word";

/** An event of the conversation, small and in the middle. */
export function SystemLine({
  message,
  operatorNames,
}: {
  message: Message;
  operatorNames: Record<number, string>;
}) {
  const t = useTranslations("chat");
  const status = useTranslations("clientStatus");
  const assignment = useTranslations("assignment");
  const payload = message.payload ?? {};
  const name = typeof payload.operator_id === "number" ? operatorNames[payload.operator_id] : null;
  const details = [
    typeof payload.source === "string" ? payload.source : null,
    isStatus(payload.from) && isStatus(payload.to)
      ? `${status(payload.from)} → ${status(payload.to)}`
      : null,
    isWorkState(payload.from) && isWorkState(payload.to)
      ? `${assignment(`state.${payload.from}`)} → ${assignment(`state.${payload.to}`)}`
      : null,
    name ?? null,
    isReason(payload.reason) ? assignment(`reason.${payload.reason}`) : null,
  ].filter((part) => part !== null);
  return (
    <p className="mx-auto my-3 w-fit max-w-[90%] rounded-full bg-muted px-3 py-0.5 text-center text-meta text-muted-foreground">
      {[previewWord(t, message.kind), ...details].join(" · ")}
    </p>
  );
}

const statuses = ["lead", "active", "inactive", "closed"] as const;

function isStatus(value: unknown): value is (typeof statuses)[number] {
  return statuses.some((status) => status === value);
}

function isWorkState(value: unknown): value is (typeof workStates)[number] {
  return workStates.some((state) => state === value);
}

function isReason(value: unknown): value is AssignmentReason {
  return assignmentReasons.some((reason) => reason === value);
}
