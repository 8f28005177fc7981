import { alertManager } from "@/lib/assignment/alert-manager";
import { wakeDownload } from "@/lib/queue/wake-download";
import { wakeFill } from "@/lib/queue/wake-fill";
import { wakeReply } from "@/lib/queue/wake-reply";
import { publishConversation } from "@/lib/realtime/publish";
import { applyEdit } from "@/lib/updates/apply-edit";
import { type IncomingMessage, ingestMessage } from "@/lib/updates/ingest-message";
import { recordUpdate } from "@/lib/updates/record-update";
import { wakeEvents } from "@/lib/webhooks/wake-events";
import { type BotContext, replyLater, updateFacts } from "./bot-context";

/**
 * Stores a client's message, in one round trip, and leaves its slow work for later. An operator gets
 * `operatorText`. What is another version of a message that is there joins its versions.
 */
export async function storeMessage(
  ctx: BotContext,
  incoming: IncomingMessage,
  operatorText: string | null,
): Promise<void> {
  const result = await ingestMessage(updateFacts(ctx), incoming);
  if (result.outcome === "known") return storeVersion(ctx, incoming);
  if (result.outcome === "from_operator" && operatorText) return replyLater(ctx, operatorText);
  if (result.outcome !== "applied") return;
  ctx.effects.push(() => publishConversation(result.hint));
  ctx.effects.push(() => wakeEvents(ctx.db));
  if (result.isAnswered) ctx.effects.push(() => wakeReply(ctx.db, result.hint.conversationId));
  if (result.isLeftWaiting) ctx.effects.push(() => alertManager(ctx.db, result.hint.departmentId));
  if (result.isPassedOver) ctx.effects.push(() => wakeFill(ctx.db));
  for (const id of result.attachmentIds) ctx.effects.push(() => wakeDownload(ctx.db, id));
}

/** Stores an edit of a message that is there, or the original after its edits. */
export async function storeVersion(ctx: BotContext, incoming: IncomingMessage): Promise<void> {
  const facts = updateFacts(ctx);
  const { botId, updateId } = facts;
  const moment = { botId, updateId, editedAt: incoming.edited_at ?? null };
  const recorded = await recordUpdate(ctx.db, facts, (tx) => applyEdit(tx, incoming, moment));
  if (recorded.outcome !== "applied") return;
  const { hint, attachmentIds } = recorded.value;
  ctx.effects.push(() => publishConversation(hint));
  for (const id of attachmentIds) ctx.effects.push(() => wakeDownload(ctx.db, id));
}
