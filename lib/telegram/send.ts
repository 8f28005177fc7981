import { Readable } from "node:stream";
import { GrammyError, HttpError, InputFile } from "grammy";
import type { MessageEntity as TextEntity } from "@/db/schema";
import { logger } from "@/lib/core/logger";
import { botApi } from "./api";
import { toTelegramEntities } from "./entities";

export type Outgoing = {
  chatId: number;
  text: string;
  entities: TextEntity[];
  file: { kind: string; name: string; open: () => Promise<Readable> } | null;
  /** Telegram's id of the message replied to. */
  replyTo: number | null;
};

/** What a call to Telegram came to (telegram.md, "Sending"). */
export type Outcome =
  | { outcome: "sent"; messageId: number }
  /** Certainly not sent; wait that many seconds: for the whole bot when `isBotWide`. */
  | { outcome: "wait"; seconds: number; isBotWide: boolean }
  | { outcome: "blocked"; reason: string }
  | { outcome: "rejected"; reason: string }
  /** The token is revoked or wrong: stop all sending. */
  | { outcome: "revoked"; reason: string }
  /** It may have arrived: never repeated by itself. */
  | { outcome: "unknown"; reason: string };

/** Sends one message, once. Never throws. */
export async function sendToTelegram(message: Outgoing): Promise<Outcome> {
  let file: InputFile | null;
  try {
    file = await openFile(message.file);
  } catch (error) {
    return classifyFileError(error);
  }
  try {
    const sent = await call(message, file);
    return { outcome: "sent", messageId: sent.message_id };
  } catch (error) {
    const result = classifyOutcome(error);
    if (result.outcome === "unknown") {
      // Only names and codes: the error itself carries the URL with the token.
      const name = error instanceof Error ? error.name : "unknown";
      logger("sending").warn({ name, code: errorCode(error) }, "no clear outcome");
    }
    return result;
  }
}

async function openFile(file: Outgoing["file"]): Promise<InputFile | null> {
  if (!file) return null;
  // A stream of its own: an HTTP response has a `url`, which grammY takes for a file to fetch.
  return new InputFile(Readable.from(await file.open()), file.name);
}

// The file was not even open, so Telegram was not called: later is safe, unless it is gone.
function classifyFileError(error: unknown): Outcome {
  const name = error instanceof Error ? error.name : "unknown";
  if (name === "NoSuchKey") return { outcome: "rejected", reason: "The file is no longer stored." };
  logger("sending").warn({ name }, "the file storage does not answer");
  return { outcome: "wait", seconds: 15, isBotWide: false };
}

async function call({ chatId, text, entities, file, replyTo }: Outgoing, input: InputFile | null) {
  const reply = replyTo
    ? { reply_parameters: { message_id: replyTo, allow_sending_without_reply: true } }
    : {};
  const styles = toTelegramEntities(entities);
  if (!input) {
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
  switch (file?.kind) {
    case "photo":
      return botApi().sendPhoto(chatId, input, options);
    case "voice":
      return botApi().sendVoice(chatId, input, options);
    default:
      return botApi().sendDocument(chatId, input, options);
  }
}

/** Codes of a connection that never carried the request. */
const notConnected = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** What an error of the Bot API client means for the message. */
export function classifyOutcome(error: unknown): Outcome {
  if (error instanceof GrammyError) return classifyAnswer(error);
  const code = errorCode(error);
  if (code && notConnected.has(code)) return { outcome: "wait", seconds: 5, isBotWide: false };
  if (error instanceof HttpError)
    return { outcome: "unknown", reason: "No clear answer from Telegram." };
  // Not the network: the file could not be read, so nothing was sent whole.
  return { outcome: "unknown", reason: "The file or the connection broke while sending." };
}

function classifyAnswer(error: GrammyError): Outcome {
  const { error_code: code, description: reason, parameters } = error;
  if (code === 429)
    return { outcome: "wait", seconds: parameters.retry_after ?? 1, isBotWide: true };
  if (code === 403) return { outcome: "blocked", reason };
  if (code === 401 || code === 404) return { outcome: "revoked", reason };
  if (code >= 500) return { outcome: "unknown", reason: `Telegram answered ${code}.` };
  return { outcome: "rejected", reason: reason.replace(/^Bad Request: /, "") };
}

function errorCode(error: unknown): string | undefined {
  const inner = error instanceof HttpError ? error.error : error;
  return (inner as { code?: string } | null)?.code;
}
