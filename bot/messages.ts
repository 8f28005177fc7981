import { Composer } from "grammy";
import { applyMembership } from "@/lib/updates/apply-membership";
import { applyReaction } from "@/lib/updates/apply-reaction";
import type { IncomingMessage } from "@/lib/updates/ingest-message";
import { recordUpdate } from "@/lib/updates/record-update";
import { senderOf } from "@/lib/updates/sender-of";
import { type BotContext, updateFacts } from "./bot-context";
import { describeMessage } from "./describe-message";
import { ownPhone } from "./own-phone";
import { awayText } from "./own-texts";
import { isText, readCommand, withoutCommand } from "./read-command";
import { storeMessage, storeVersion } from "./store-message";
import { botTexts } from "./texts";

/** Everything a client does in the private chat beside commands. */
export const messages = new Composer<BotContext>();

const inPrivate = messages.chatType("private");

inPrivate.on("message", async (ctx) => {
  const incoming = describeMessage(ctx.message);
  // Nobody wrote it, so nobody is answered.
  if (incoming.quiet) return storeMessage(ctx, incoming, null);
  const away = await awayText(ctx.from?.language_code);
  const phone = ownPhone(ctx.message);
  const more = { ...(away ? { away } : {}), ...(phone ? { own_phone: phone } : {}) };
  await storeMessage(ctx, { ...incoming, ...more }, botTexts(ctx.from?.language_code).useDesk);
});

inPrivate.on("edited_message", async (ctx) => {
  const edited = ctx.editedMessage;
  const command = readCommand(edited);
  const hasText = command === null || isText(command);
  const incoming: IncomingMessage = {
    ...describeMessage(command && hasText ? withoutCommand(edited, command) : edited),
    edited_at: edited.edit_date ?? edited.date,
  };
  const sender = await senderOf(ctx.db, updateFacts(ctx).botId, incoming);
  if (sender === "client" && (hasText || command?.name !== "auth"))
    return storeVersion(ctx, incoming);
  // Of a command nothing is shown that an edit could change.
  if (!hasText || (incoming.quiet && sender !== null)) {
    await recordUpdate(ctx.db, updateFacts(ctx), async () => ({ ignored: "edit_of_command" }));
    return;
  }
  const away = await awayText(ctx.from?.language_code);
  await storeMessage(ctx, { ...incoming, ...(away && !incoming.quiet ? { away } : {}) }, null);
});

inPrivate.on("message_reaction", async (ctx) => {
  const { chat, message_id, new_reaction, date } = ctx.messageReaction;
  const emoji = new_reaction.map((reaction) => (reaction.type === "emoji" ? reaction.emoji : "⭐"));
  const facts = updateFacts(ctx);
  const { botId, updateId } = facts;
  const at = new Date(date * 1000);
  const reaction = { botId, updateId, chatId: chat.id, messageId: message_id, emoji, at };
  await recordUpdate(ctx.db, facts, (tx) => applyReaction(tx, reaction));
});

inPrivate.on("my_chat_member", async (ctx) => {
  const { chat, date, new_chat_member } = ctx.myChatMember;
  const isBlocked = new_chat_member.status === "kicked";
  await recordUpdate(ctx.db, updateFacts(ctx), (tx) =>
    applyMembership(tx, chat.id, isBlocked, new Date(date * 1000)),
  );
});

// Groups, channels, business and guest chats, kinds not yet invented: kept with the reason, no client made.
messages.use(async (ctx) => {
  const reason = ctx.chat && ctx.chat.type !== "private" ? "not_private_chat" : "unhandled_kind";
  await recordUpdate(ctx.db, updateFacts(ctx), async () => ({ ignored: reason }));
});
