import { Composer } from "grammy";
import type { Message, User } from "grammy/types";
import { visibleName } from "@/lib/core/visible-text";
import { acceptInvite } from "@/lib/operators/accept-invite";
import { isKnownOperator } from "@/lib/operators/is-known-operator";
import type { IncomingMessage } from "@/lib/updates/ingest-message";
import { recordUpdate } from "@/lib/updates/record-update";
import { handleCode } from "./auth";
import { type BotContext, replyLater, updateFacts } from "./bot-context";
import { describeMessage } from "./describe-message";
import { awayText, welcomeText } from "./own-texts";
import { type Command, isLikeCode, readCommand, readStart, withoutCommand } from "./read-command";
import { storeMessage } from "./store-message";
import { botTexts } from "./texts";

/**
 * `/start` (a client's first step, an operator's invite, the page's deep link), `/help` and `/auth CODE`.
 * What else a client writes behind a command is a message.
 */
export const commands = new Composer<BotContext>();

commands.chatType("private").on("message:text", async (ctx, next) => {
  const { message } = ctx;
  const command = readCommand(message);
  if (!command) return next();
  const texts = botTexts(ctx.from?.language_code);
  if (command.name === "help") {
    if (command.rest) return takeText(ctx, message, command, texts.clientHelp, texts.operatorHelp);
    return greet(ctx, message, "asked_help", texts.clientHelp, texts.operatorHelp, null);
  }
  if (command.name === "auth") {
    const isText = command.rest !== "" && !isLikeCode(command.rest);
    // An operator's wrong code is counted, however it looks.
    if (!isText || (await isKnownOperator(ctx.db, message.from.id)))
      return handleCode(ctx, command.rest);
    return takeText(ctx, message, command, texts.notOperator, texts.useDesk);
  }
  const asked = readStart(command.rest);
  if (asked.what === "code") return handleCode(ctx, asked.value);
  if (asked.what === "invite") return handleInvite(ctx, asked.value);
  const welcome = await welcomeText(ctx.from?.language_code);
  if (asked.what === "text") return takeText(ctx, message, command, welcome, texts.useDesk);
  const source = asked.what === "source" ? asked.value : null;
  await greet(ctx, message, "started", welcome, texts.useDesk, source);
});

/** A system line in the client's thread and an automatic answer in the outbox, in one transaction. */
async function greet(
  ctx: BotContext,
  message: Message,
  kind: string,
  reply: string,
  operatorText: string,
  source: string | null,
) {
  const incoming = describeMessage(message);
  incoming.message = {
    ...incoming.message,
    kind,
    message_type: "system",
    content: "",
    entities: null,
    payload: source ? { source } : null,
  };
  await storeMessage(ctx, { ...incoming, source, system: true, reply }, operatorText);
}

/** What a client wrote behind a command, as a message; outside the hours the away text answers it. */
async function takeText(
  ctx: BotContext,
  message: Message,
  command: Command,
  reply: string,
  operatorText: string,
) {
  const incoming: IncomingMessage = describeMessage(withoutCommand(message, command));
  const away = await awayText(ctx.from?.language_code);
  await storeMessage(ctx, { ...incoming, reply, ...(away ? { away } : {}) }, operatorText);
}

async function handleInvite(ctx: BotContext, token: string) {
  const { from } = ctx;
  if (!from) throw new Error("an invite without a sender");
  const texts = botTexts(from.language_code);
  const person = {
    telegramId: from.id,
    name: nameOf(from),
    username: from.username ?? null,
    language:
      from.language_code && !from.language_code.startsWith("ru")
        ? ("en" as const)
        : ("ru" as const),
  };
  const recorded = await recordUpdate(ctx.db, updateFacts(ctx), async (tx) => ({
    value: await acceptInvite(tx, token, person),
  }));
  if (recorded.outcome !== "applied") return;
  const name = recorded.value;
  replyLater(ctx, name === null ? texts.badInvite : texts.joined(name));
}

/** What an invite without a name calls its bearer. */
function nameOf(person: User): string {
  const name = [person.first_name, person.last_name ?? ""].map(visibleName).join(" ").trim();
  return name || (person.username ? `@${person.username}` : `Telegram ${person.id}`);
}
