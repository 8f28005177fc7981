import { Composer } from "grammy";
import type { CallbackQuery } from "grammy/types";
import { systemContext } from "@/lib/context";
import type { Tx } from "@/lib/database";
import { type Decision, decideAttempt } from "@/lib/login/decide-attempt";
import { disownSession } from "@/lib/login/end-session";
import { type Presented, presentCode } from "@/lib/login/present-code";
import {
  type ConversationHint,
  cutConnections,
  publishAccount,
  publishConversation,
} from "@/lib/realtime/publish";
import { applyPress } from "@/lib/updates/apply-press";
import { type Applied, recordUpdate } from "@/lib/updates/record-update";
import { type BotContext, isOwnFreshMessage, replyLater, updateFacts } from "./bot-context";
import { answerLater, describePress } from "./press";
import { botTexts } from "./texts";

/** The buttons under the bot's question about a sign-in, and under its news of one. */
export const auth = new Composer<BotContext>();

/** The one way a code is presented: by command or by the page's deep link. */
export async function handleCode(ctx: BotContext, typed: string): Promise<void> {
  // A channel's post comes from nobody.
  const telegramId = ctx.from?.id ?? 0;
  const texts = botTexts(ctx.from?.language_code);
  const recorded = await recordUpdate<Presented | { outcome: "usage" }>(
    ctx.db,
    updateFacts(ctx),
    async (tx) => {
      if (!isOwnFreshMessage(ctx)) return { ignored: "sign_in_not_fresh_or_own" };
      if (typed.trim() === "") return { value: { outcome: "usage" } };
      return { value: await presentCode(tx, telegramId, typed) };
    },
  );
  if (recorded.outcome === "ignored" && ctx.chat?.type === "private") replyLater(ctx, texts.stale);
  if (recorded.outcome !== "applied") return;
  const presented = recorded.value;
  if (presented.outcome !== "ask") {
    const answers = {
      usage: texts.authUsage,
      stranger: texts.notOperator,
      too_many: texts.tooMany,
      wrong_code: texts.wrongCode,
    };
    return replyLater(ctx, answers[presented.outcome]);
  }
  const { attemptId, browser, system, ipAddress, createdAt, choices } = presented;
  const device = [browser, system].filter(Boolean).join(", ") || texts.unknownDevice;
  const age = Math.max(0, Math.round((Date.now() - createdAt.getTime()) / 1000));
  const numbers = choices.map((n) => ({ text: String(n), callback_data: `in:${attemptId}:${n}` }));
  const decline = [{ text: texts.decline, callback_data: `no:${attemptId}` }];
  ctx.effects.push(() =>
    ctx.api.sendMessage(telegramId, texts.ask(device, ipAddress ?? texts.unknownIp, age), {
      reply_markup: { inline_keyboard: [numbers, decline] },
    }),
  );
}

auth.callbackQuery(/^(in|no):(\d{1,15})(?::(\d\d))?$/, async (ctx) => {
  const [, act, id, number] = ctx.match;
  const texts = botTexts(ctx.from.language_code);
  const chosen = act === "in" && number ? Number(number) : null;
  answerLater(ctx);
  const decision = await recordUpdate<Decision | ConversationHint>(
    ctx.db,
    updateFacts(ctx),
    async (tx) => {
      const value = await decideAttempt(tx, ctx.from.id, Number(id), chosen);
      return value === "gone" ? orForeign(tx, ctx, { value }) : { value };
    },
  );
  if (decision.outcome !== "applied") return;
  const { value } = decision;
  if (typeof value === "string") ctx.effects.push(() => ctx.editMessageText(texts[value]));
  else ctx.effects.push(() => publishConversation(value));
});

auth.callbackQuery(/^out:(\d{1,15})$/, async (ctx) => {
  const texts = botTexts(ctx.from.language_code);
  answerLater(ctx);
  const left = await recordUpdate<number | ConversationHint>(
    ctx.db,
    updateFacts(ctx),
    async (tx) => {
      const system = systemContext(tx, "bot");
      const ended = await disownSession(tx, system, ctx.from.id, Number(ctx.match[1]));
      return ended === null ? orForeign(tx, ctx, { ignored: "no_such_session" }) : { value: ended };
    },
  );
  if (left.outcome !== "applied") return;
  const { value } = left;
  if (typeof value !== "number") return void ctx.effects.push(() => publishConversation(value));
  ctx.effects.push(() => ctx.editMessageText(texts.sessionEnded));
  ctx.effects.push(() => publishAccount(value));
  ctx.effects.push(() => cutConnections(value));
});

/** A button of an older bot may say the same as ours: of whoever is no operator it is only noted. */
async function orForeign<T>(
  tx: Tx,
  ctx: BotContext & { callbackQuery: CallbackQuery },
  own: Applied<T>,
): Promise<Applied<T | ConversationHint>> {
  const noted = await applyPress(tx, describePress(ctx.callbackQuery));
  return "ignored" in noted && noted.ignored === "press_by_operator" ? own : noted;
}
