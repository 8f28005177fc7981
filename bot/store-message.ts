import { applyEdit } from "@/lib/updates/apply-edit";
import { type IncomingMessage, ingestMessage } from "@/lib/updates/ingest-message";
import { recordUpdate } from "@/lib/updates/record-update";
import { type BotContext, replyLater, updateFacts } from "./bot-context";

/**
 * Stores a client's message, in one round trip. An operator gets `operatorText`. What is another version
 * of a message that is there joins its versions.
 */
export async function storeMessage(
  ctx: BotContext,
  incoming: IncomingMessage,
  operatorText: string | null,
): Promise<void> {
  const outcome = await ingestMessage(updateFacts(ctx), incoming);
  if (outcome === "known") return storeVersion(ctx, incoming);
  if (outcome === "from_operator" && operatorText) replyLater(ctx, operatorText);
}

/** Stores an edit of a message that is there, or the original after its edits. */
export async function storeVersion(ctx: BotContext, incoming: IncomingMessage): Promise<void> {
  const facts = updateFacts(ctx);
  const { botId, updateId } = facts;
  const moment = { botId, updateId, editedAt: incoming.edited_at ?? null };
  await recordUpdate(ctx.db, facts, (tx) => applyEdit(tx, incoming, moment));
}
