import { Composer } from "grammy";
import type { CallbackQuery } from "grammy/types";
import { systemContext } from "@/lib/context";
import type { ChangeTx } from "@/lib/effects/change";
import { type Decision, decideAttempt } from "@/lib/login/decide-attempt";
import { disownSession } from "@/lib/login/end-session";
import { type Presented, presentCode } from "@/lib/login/present-code";
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
  ctx.calls.push(() =>
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
  const decision = await recordUpdate<Decision | null>(ctx.db, updateFacts(ctx), async (tx) => {
    const value = await decideAttempt(tx, ctx.from.id, Number(id), chosen);
    return value === "gone" ? orForeign(tx, ctx, { value }) : { value };
  });
  if (decision.outcome !== "applied") return;
  const { value } = decision;
  if (value !== null) ctx.calls.push(() => ctx.editMessageText(texts[value]));
});

auth.callbackQuery(/^out:(\d{1,15})$/, async (ctx) => {
  const texts = botTexts(ctx.from.language_code);
  answerLater(ctx);
  const left = await recordUpdate<"ended" | null>(ctx.db, updateFacts(ctx), async (tx) => {
    const system = systemContext(tx, "bot");
    if (await disownSession(tx, system, ctx.from.id, Number(ctx.match[1])))
      return { value: "ended" };
    return orForeign(tx, ctx, { ignored: "no_such_session" });
  });
  if (left.outcome !== "applied" || left.value === null) return;
  ctx.calls.push(() => ctx.editMessageText(texts.sessionEnded));
});

/** A button of an older bot may say the same as ours: of whoever is no operator it is only noted. */
async function orForeign<T>(
  tx: ChangeTx,
  ctx: BotContext & { callbackQuery: CallbackQuery },
  own: Applied<T>,
): Promise<Applied<T | null>> {
  const noted = await applyPress(tx, describePress(ctx.callbackQuery));
  return "ignored" in noted && noted.ignored === "press_by_operator" ? own : noted;
}
