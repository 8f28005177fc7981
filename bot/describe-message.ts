import type { Message, MessageEntity } from "grammy/types";
import { composed } from "@/lib/core/composed";
import { visibleName } from "@/lib/core/visible-text";
import type { IncomingMessage } from "@/lib/updates/ingest-message";
import { describeFiles } from "./describe-files";
import { describeKind } from "./describe-kind";
import { jsonInOneForm, toOneForm } from "./one-form";
import { richMessageText } from "./rich-message-text";

/**
 * A private message as plain data, its texts in one form; a kind we do not know keeps its raw
 * JSON. A line that Telegram wrote by itself asks for nothing.
 */
export function describeMessage(message: Message): IncomingMessage {
  const from = message.from;
  const files = describeFiles(message);
  const { kind, payload } = describeKind(message, files.at(-1)?.kind);
  const isService = kind === "service";
  return {
    client: {
      telegram_id: from?.id ?? message.chat.id,
      first_name: nameOf(from?.first_name),
      last_name: nameOf(from?.last_name),
      username: from?.username ?? null,
      language_code: from?.language_code ?? null,
    },
    message: {
      message_id: message.message_id,
      date: message.date,
      message_type: isService ? "system" : typeOf(files[0]?.kind),
      kind,
      ...textOf(message),
      payload: payload && jsonInOneForm(payload),
      media_group_id: message.media_group_id ?? null,
      reply_to: message.reply_to_message?.message_id ?? null,
    },
    attachments: files,
    ...(isService && !isSaid(payload?.service) ? { system: true, quiet: true } : {}),
  };
}

/** Telegram's lines about what the client did that the team should see: paid, or sent by a button. */
const said = new Set([
  "successful_payment",
  "web_app_data",
  "users_shared",
  "user_shared",
  "chat_shared",
  "passport_data",
]);
const isSaid = (service: unknown) => typeof service === "string" && said.has(service);

function typeOf(fileKind: string | undefined) {
  if (!fileKind) return "text";
  return fileKind === "photo" ? "image" : "file";
}

/** What Telegram would never send stays as it came, for Postgres to judge. */
function nameOf(name: string | undefined): string {
  return typeof name === "string" ? composed(visibleName(name)) : (name ?? "");
}

function textOf(message: Message) {
  const content = message.text ?? message.caption ?? richMessageText(message.rich_message);
  const entities = readEntities(message.entities ?? message.caption_entities);
  return typeof content === "string" ? toOneForm({ content, entities }) : { content, entities };
}

/** Screens draw them: what is no entity stays in the raw update alone. */
function readEntities(value: unknown): MessageEntity[] | null {
  if (!Array.isArray(value)) return null;
  return value.filter((one: Partial<MessageEntity> | null) => {
    return typeof one?.type === "string" && isWhole(one.offset) && isWhole(one.length);
  });
}

const isWhole = (value: unknown) => Number.isSafeInteger(value);
