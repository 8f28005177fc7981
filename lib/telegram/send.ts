import { Readable } from "node:stream";
import { GrammyError, HttpError, InputFile } from "grammy";
import type { MessageEntity as TextEntity } from "@/db/schema";
import { logger } from "@/lib/core/logger";
import { botApi } from "./api";
import { neverConnected } from "./connection-agent";
import { toTelegramEntities } from "./entities";
import { formFileName } from "./form-file-name";

export type Outgoing = {
  chatId: number;
  text: string;
  entities: TextEntity[];
  /** Opened before the message was claimed; `reopen` gives its bytes once more. */
  file: { kind: string; name: string; body: Readable; reopen: () => Promise<Readable> } | null;
  /** Telegram's id of the message replied to. */
  replyTo: number | null;
};

/** What a call to Telegram came to (Bot API, "Making requests", and ResponseParameters). */
export type Outcome =
  | { outcome: "sent"; messageId: number }
  /** 429: certainly not sent; the whole bot waits that many seconds. */
  | { outcome: "wait"; seconds: number }
  /** Certainly not sent, and nobody said how long to wait: again with growing pauses. */
  | { outcome: "again" }
  | { outcome: "blocked"; reason: string }
  | { outcome: "rejected"; reason: string }
  /** The token is revoked or wrong: stop all sending. */
  | { outcome: "revoked"; reason: string }
  /** It may have arrived: never repeated by itself. */
  | { outcome: "unknown"; reason: string };

/**
 * Sends one message, once; styles that Telegram cannot read are left away in a second call, because
 * the first was refused whole. Never throws.
 */
export async function sendToTelegram(message: Outgoing): Promise<Outcome> {
  try {
    return await sent(message);
  } catch (error) {
    if (!hasBadEntities(error) || message.entities.length === 0) return outcomeOf(error);
  }
  try {
    return await sent(await withoutStyles(message));
  } catch (error) {
    return outcomeOf(error);
  }
}

async function sent(message: Outgoing): Promise<Outcome> {
  const { message_id } = await call(message);
  return { outcome: "sent", messageId: message_id };
}

/** Whether Telegram refused a text for its styles alone. */
export function hasBadEntities(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    error.error_code === 400 &&
    /can't parse|entit/i.test(error.description)
  );
}

async function withoutStyles(message: Outgoing): Promise<Outgoing> {
  const { file } = message;
  return {
    ...message,
    entities: [],
    file: file && { ...file, body: await file.reopen().catch(fileError) },
  };
}

/** A file that cannot be opened: Telegram was not called. */
class FileClosed extends Error {}

function fileError(cause: unknown): never {
  throw new FileClosed("the file storage does not answer", { cause });
}

function outcomeOf(error: unknown): Outcome {
  const result = classifyOutcome(error);
  if (result.outcome === "unknown") {
    // Only names and codes: the error itself carries the URL with the token.
    const name = error instanceof Error ? error.name : "unknown";
    logger("sending").warn({ name, code: errorCode(error) }, "no clear outcome");
  }
  return result;
}

async function call({ chatId, text, entities, file, replyTo }: Outgoing) {
  const reply = replyTo
    ? { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }
    : {};
  const styles = toTelegramEntities(entities);
  if (!file) {
    return botApi().sendMessage(chatId, text, {
      ...reply,
      ...(styles.length > 0 ? { entities: styles } : {}),
    });
  }
  const options = {
    ...reply,
    ...(text ? { caption: text } : {}),
    ...(styles.length > 0 ? { caption_entities: styles } : {}),
  };
  // A stream of its own: an HTTP response has a `url`, which grammY takes for a file to fetch.
  const input = new InputFile(Readable.from(file.body), formFileName(file.name));
  switch (file.kind) {
    case "photo":
      return botApi().sendPhoto(chatId, input, options);
    case "voice":
      return botApi().sendVoice(chatId, input, options);
    default:
      return botApi().sendDocument(chatId, input, options);
  }
}

/** Codes that an error has only when no connection stood (`neverConnected`: our agent saw it). */
const notSent = new Set([
  neverConnected,
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
]);

/** What an error of the Bot API client means for the message. */
export function classifyOutcome(error: unknown): Outcome {
  if (error instanceof GrammyError) return classifyAnswer(error);
  const code = errorCode(error);
  if (error instanceof FileClosed || (code && notSent.has(code))) return { outcome: "again" };
  if (error instanceof HttpError)
    return { outcome: "unknown", reason: "No clear answer from Telegram." };
  // Not the network: the file could not be read, so nothing was sent whole.
  return { outcome: "unknown", reason: "The file or the connection broke while sending." };
}

function classifyAnswer(error: GrammyError): Outcome {
  const { error_code: code, description: reason, parameters } = error;
  if (code === 429) return { outcome: "wait", seconds: parameters.retry_after ?? 1 };
  if (code === 403) return { outcome: "blocked", reason };
  if (code === 401 || code === 404) return { outcome: "revoked", reason };
  if (code >= 500) return { outcome: "unknown", reason: `Telegram answered ${code}.` };
  return { outcome: "rejected", reason: reason.replace(/^Bad Request: /, "") };
}

function errorCode(error: unknown): string | undefined {
  const inner = error instanceof HttpError ? error.error : error;
  return (inner as { code?: string } | null)?.code;
}
