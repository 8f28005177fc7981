import { useTranslations } from "next-intl";
import { previewWord } from "@/components/chat/preview-word";
import { type AssignmentReason, assignmentReasons } from "@/lib/assignment/terms";
import { workStates } from "@/lib/conversations/terms";
import type { Message } from "@/lib/messages/schemas";
import { TakeBackPhone } from "./take-back-phone";

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
  const isOwnPhone = payload.reason === "shared_contact";
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
    isOwnPhone ? t("ownPhone") : null,
    message.kind === "button_pressed" && message.content !== "" ? `“${message.content}”` : null,
  ].filter((part) => part !== null);
  const service = serviceWords.find((name) => name === payload.service);
  const word = service ? t(`service.${service}`) : previewWord(t, message.kind);
  const isAssigned = message.kind === "client_assigned" && typeof name === "string";
  return (
    <p className="mx-auto my-3 w-fit max-w-[90%] rounded-full bg-muted px-3 py-0.5 text-center text-meta text-muted-foreground">
      {isAssigned
        ? [t("assignedTo", { name }), ...details.filter((part) => part !== name)].join(", ")
        : [word, ...details].join(" · ")}
      {isOwnPhone && typeof payload.message_id === "number" ? (
        <TakeBackPhone contactId={payload.message_id} />
      ) : null}
    </p>
  );
}

/** What Telegram writes by itself into private chats; other lines are called an event. */
const serviceWords = [
  "pinned_message",
  "message_auto_delete_timer_changed",
  "chat_background_set",
  "write_access_allowed",
  "connected_website",
  "successful_payment",
  "refunded_payment",
  "users_shared",
  "chat_shared",
  "gift",
  "unique_gift",
  "web_app_data",
  "proximity_alert_triggered",
  "forum_topic_created",
  "forum_topic_edited",
  "forum_topic_closed",
  "forum_topic_reopened",
] as const;

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
