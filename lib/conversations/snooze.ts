import { z } from "zod";
import type { Context } from "@/lib/context";
import { AppError, invalid } from "@/lib/core/errors";
import { change } from "@/lib/effects/change";
import { assertCan, assertOperator } from "@/lib/permissions";
import { changeWorkState } from "./change-work-state";
import { conversationAfter } from "./conversation-after";
import { getConversation } from "./queries";
import type { Conversation } from "./schemas";

/** The longest rest, in days. */
const maxDays = 366;

export const snoozeSchema = z.object({
  until: z.iso.datetime({ offset: true }).meta({
    description:
      "When it comes back as waiting for a reply; a client's message brings it back before.",
    example: "2026-11-24T06:00:00.000Z",
  }),
});
export type Snooze = z.output<typeof snoozeSchema>;

/**
 * Lets a conversation rest until a moment within a year, or the client's next message. Throws
 * `not_found`, `invalid`, `conflict` when it is done.
 */
export async function snooze(
  ctx: Context,
  conversationId: number,
  input: Snooze,
): Promise<Conversation> {
  assertCan(ctx, "clients.write");
  assertOperator(ctx);
  const snoozedUntil = new Date(snoozeSchema.parse(input).until);
  const rest = snoozedUntil.getTime() - Date.now();
  if (rest <= 0) throw invalid("until", "conversation.pastMoment");
  if (rest > maxDays * 86_400_000) throw invalid("until", "conversation.farMoment");
  const { client } = await getConversation(ctx, conversationId);
  const at = { conversationId, clientId: client.id, departmentId: client.department_id };
  await change(ctx, (tx) =>
    changeWorkState(tx, ctx, at, async (before) => {
      if (before === "done") throw new AppError("conflict", "conversation.isDone");
      return { workState: "snoozed", snoozedUntil, waitingSince: null };
    }),
  );
  return conversationAfter(ctx, conversationId);
}
