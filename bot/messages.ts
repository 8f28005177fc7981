import { Composer } from "grammy";
import { alertManager } from "@/lib/assignment/alert-manager";
import { wakeDownload } from "@/lib/queue/wake-download";
import { wakeFill } from "@/lib/queue/wake-fill";
import { wakeReply } from "@/lib/queue/wake-reply";
import { type ConversationHint, publishConversation } from "@/lib/realtime/publish";
import { applyEdit } from "@/lib/updates/apply-edit";
import { applyMembership } from "@/lib/updates/apply-membership";
import { applyReaction } from "@/lib/updates/apply-reaction";
import { ingestMessage } from "@/lib/updates/ingest-message";
import { type Recorded, recordUpdate } from "@/lib/updates/record-update";
import { wakeEvents } from "@/lib/webhooks/wake-events";
import { type BotContext, replyLater, updateFacts } from "./bot-context";
import { describeMessage } from "./describe-message";
import { awayText } from "./own-texts";
import { botTexts } from "./texts";

/** Everything a client does in the private chat beside commands. */
export const messages = new Composer<BotContext>();

const inPrivate = messages.chatType("private");

inPrivate.on("message", async (ctx) => {
  const away = await awayText(ctx.from?.language_code);
  const result = await ingestMessage(updateFacts(ctx), {
    ...describeMessage(ctx.message),
    ...(away ? { away } : {}),
  });
  if (result.outcome === "from_operator")
    return replyLater(ctx, botTexts(ctx.from?.language_code).useDesk);
  if (result.outcome !== "applied") return;
  ctx.effects.push(() => publishConversation(result.hint));
  ctx.effects.push(() => wakeEvents(ctx.db));
  if (result.isAnswered) ctx.effects.push(() => wakeReply(ctx.db, result.hint.conversationId));
  if (result.isLeftWaiting) ctx.effects.push(() => alertManager(ctx.db, result.hint.departmentId));
  if (result.isPassedOver) ctx.effects.push(() => wakeFill(ctx.db));
  for (const id of result.attachmentIds) ctx.effects.push(() => wakeDownload(ctx.db, id));
});

inPrivate.on("edited_message", async (ctx) => {
  const edited = ctx.editedMessage;
  const facts = updateFacts(ctx);
  const at = new Date((edited.edit_date ?? edited.date) * 1000);
  const recorded = await recordUpdate(ctx.db, facts, (tx) =>
    applyEdit(tx, facts.botId, describeMessage(edited), at),
  );
  if (recorded.outcome !== "applied") return;
  const { hint, attachmentIds } = recorded.value;
  ctx.effects.push(() => publishConversation(hint));
  for (const id of attachmentIds) ctx.effects.push(() => wakeDownload(ctx.db, id));
});

inPrivate.on("message_reaction", async (ctx) => {
  const { chat, message_id, new_reaction } = ctx.messageReaction;
  const emoji = new_reaction.map((reaction) => (reaction.type === "emoji" ? reaction.emoji : "⭐"));
  const facts = updateFacts(ctx);
  const recorded = await recordUpdate(ctx.db, facts, (tx) =>
    applyReaction(tx, facts.botId, { chatId: chat.id, messageId: message_id, emoji }),
  );
  publishLater(ctx, recorded);
});

inPrivate.on("my_chat_member", async (ctx) => {
  const { chat, date, new_chat_member } = ctx.myChatMember;
  const isBlocked = new_chat_member.status === "kicked";
  const recorded = await recordUpdate(ctx.db, updateFacts(ctx), (tx) =>
    applyMembership(tx, chat.id, isBlocked, new Date(date * 1000)),
  );
  publishLater(ctx, recorded);
});

// Groups, channels, business and guest chats, kinds not yet invented: kept with the reason, no client made.
messages.use(async (ctx) => {
  const reason = ctx.chat && ctx.chat.type !== "private" ? "not_private_chat" : "unhandled_kind";
  await recordUpdate(ctx.db, updateFacts(ctx), async () => ({ ignored: reason }));
});

function publishLater(ctx: BotContext, recorded: Recorded<ConversationHint>) {
  if (recorded.outcome !== "applied") return;
  ctx.effects.push(() => publishConversation(recorded.value));
}
