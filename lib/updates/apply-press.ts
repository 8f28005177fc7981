import { and, eq } from "drizzle-orm";
import { clients, conversations, operators } from "@/db/schema";
import type { ChangeTx } from "@/lib/effects/change";
import { addSystemLine } from "@/lib/thread/add-system-line";
import type { Applied } from "./record-update";

/** A button under a message of the bot: what stands on it, if that is known, and what it sends. */
export type Press = { personId: number; label: string | null; data: string | null };

/**
 * A client pressed a button that we did not make (an older bot's): a line in their thread, and
 * nothing is done. Presses of operators and strangers leave none.
 */
export async function applyPress(tx: ChangeTx, press: Press): Promise<Applied<null>> {
  const [operator] = await tx
    .select({ id: operators.id })
    .from(operators)
    .where(and(eq(operators.telegramId, press.personId), eq(operators.isActive, true)));
  if (operator) return { ignored: "press_by_operator" };
  const [conversation] = await tx
    .select({ id: conversations.id })
    .from(clients)
    .innerJoin(conversations, eq(conversations.clientId, clients.id))
    .where(eq(clients.telegramId, press.personId));
  if (!conversation) return { ignored: "press_by_stranger" };
  const { label, data } = press;
  const content = label || data || "";
  await addSystemLine(tx, conversation.id, "button_pressed", { label, data }, content);
  return { value: null };
}
