import type { Message } from "@/lib/messages/schemas";

/** A colleague who answered meanwhile, and when. */
export type Rival = { operatorId: number; at: string };

/** The newest answer of a colleague to the client after the message `begunAt`, or null. */
export function rivalSince(
  messages: Message[],
  begunAt: number | null,
  ownId: number,
): Rival | null {
  if (begunAt === null) return null;
  const answer = messages.findLast(
    ({ id, sender, is_internal, message_type }) =>
      id > begunAt &&
      !is_internal &&
      message_type !== "system" &&
      sender.type === "operator" &&
      sender.operator_id !== ownId,
  );
  if (!answer?.sender.operator_id) return null;
  return { operatorId: answer.sender.operator_id, at: answer.created_at };
}
