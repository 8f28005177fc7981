import { Composer } from "grammy";
import { publishHints } from "@/lib/assignment/change-hands";
import { acceptInvite } from "@/lib/operators/accept-invite";
import { wakeReply } from "@/lib/queue/wake-reply";
import { publishConversation, publishTeam } from "@/lib/realtime/publish";
import { ingestMessage } from "@/lib/updates/ingest-message";
import { recordUpdate } from "@/lib/updates/record-update";
import { wakeEvents } from "@/lib/webhooks/wake-events";
import { handleCode } from "./auth";
import { type BotContext, replyLater, updateFacts } from "./bot-context";
import { describeMessage } from "./describe-message";
import { welcomeText } from "./own-texts";
import { botTexts } from "./texts";

/** `/start` (a client's first step, an operator's invite, the page's deep link) and `/help`. */
export const start = new Composer<BotContext>();

start.chatType("private").command("start", async (ctx) => {
  const payload = ctx.match.trim();
  if (payload.startsWith("auth_")) return handleCode(ctx, payload.slice("auth_".length));
  if (payload.startsWith("inv_")) return handleInvite(ctx, payload);
  const texts = botTexts(ctx.from?.language_code);
  await greet(
    ctx,
    "started",
    await welcomeText(ctx.from?.language_code),
    texts.useDesk,
    payload || null,
  );
});

start.chatType("private").command("help", async (ctx) => {
  const texts = botTexts(ctx.from?.language_code);
  await greet(ctx, "asked_help", texts.clientHelp, texts.operatorHelp, null);
});

/** A system line in the client's thread and an automatic answer in the outbox, in one transaction. */
async function greet(
  ctx: BotContext,
  kind: string,
  clientText: string,
  operatorText: string,
  source: string | null,
) {
  if (!ctx.message) throw new Error("a command without a message");
  const incoming = describeMessage(ctx.message);
  incoming.message = {
    ...incoming.message,
    kind,
    message_type: "system",
    content: "",
    entities: null,
    payload: source ? { source } : null,
  };
  const result = await ingestMessage(updateFacts(ctx), {
    ...incoming,
    source,
    system: true,
    reply: clientText,
  });
  if (result.outcome === "from_operator") return replyLater(ctx, operatorText);
  if (result.outcome !== "applied") return;
  const { conversationId } = result.hint;
  ctx.effects.push(() => publishConversation(result.hint));
  ctx.effects.push(() => wakeReply(ctx.db, conversationId));
  ctx.effects.push(() => wakeEvents(ctx.db));
}

async function handleInvite(ctx: BotContext, token: string) {
  const { from } = ctx;
  if (!from) throw new Error("an invite without a sender");
  const texts = botTexts(from.language_code);
  const person = {
    telegramId: from.id,
    name: [from.first_name, from.last_name].filter(Boolean).join(" "),
    username: from.username ?? null,
    language:
      from.language_code && !from.language_code.startsWith("ru")
        ? ("en" as const)
        : ("ru" as const),
  };
  const recorded = await recordUpdate(ctx.db, updateFacts(ctx), async (tx) => ({
    value: (await acceptInvite(tx, token, person)) ?? ("refused" as const),
  }));
  if (recorded.outcome !== "applied") return;
  const joined = recorded.value;
  if (joined === "refused") return replyLater(ctx, texts.badInvite);
  replyLater(ctx, texts.joined(joined.name));
  ctx.effects.push(() => publishTeam({ operatorId: joined.operatorId }));
  ctx.effects.push(() => publishHints(joined.hints));
}
