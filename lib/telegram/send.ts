import { Readable } from "node:stream";
import { GrammyError, HttpError, InputFile } from "grammy";
import type { MessageEntity as TextEntity } from "@/db/schema";
import { logger } from "@/lib/core/logger";
import { type Why, why } from "@/lib/core/refusals/why";
import { botApi } from "./api";
import { neverConnected } from "./connection-agent";
import { toTelegramEntities } from "./entities";
import { formFileName } from "./form-file-name";
import { isKindRefused } from "./kind-refused";
import { refusalWhy } from "./refusal-why";

export type Outgoing = {
  chatId: number;
  text: string;
  entities: TextEntity[];
  file: OutgoingFile | null;
  /** Telegram's id of the message replied to. */
  replyTo: number | null;
};

/** Opened before the message was claimed; `reopen` gives its bytes once more. */
export type OutgoingFile = {
  kind: string;
  name: string;
  mimeType: string;
  body: Readable;
  reopen: () => Promise<Readable>;
};

/** Why a picture or a voice note left as a document: Telegram's own reason. */
export type SentAsDocument = { instead_of: string; reason: string };

/** What a call to Telegram came to (Bot API, "Making requests", and ResponseParameters). */
export type Outcome =
  | { outcome: "sent"; messageId: number }
  /** 429: certainly not sent; the whole bot waits that many seconds. */
  | { outcome: "wait"; seconds: number }
  /** Certainly not sent, and nobody said how long to wait: again with growing pauses. */
  | { outcome: "again" }
  | ({ outcome: "blocked" } & Why)
  | ({ outcome: "rejected" } & Why)
  /** The token is revoked or wrong: stop all sending. */
  | ({ outcome: "revoked" } & Why)
  /** It may have arrived: never repeated by itself. */
  | ({ outcome: "unknown" } & Why);

/**
 * Sends one message, once. A refusal (400) means that nothing was sent, so what Telegram refused for its
 * styles goes again without them, and what it refused for its kind goes again as a document, if `mayRepeat`
 * says that the message is still ours to send. Never throws.
 */
export async function sendToTelegram(
  message: Outgoing,
  mayRepeat: () => Promise<boolean> = async () => true,
): Promise<Outcome & { asDocument?: SentAsDocument }> {
  let attempt = message;
  let note: { asDocument?: SentAsDocument } = {};
  for (;;) {
    try {
      const { message_id } = await call(attempt);
      return { outcome: "sent", messageId: message_id, ...note };
    } catch (error) {
      const refused = kindRefused(attempt, error);
      const hasStyles = attempt.entities.length > 0 && hasBadEntities(error);
      if (!(refused || hasStyles)) return { ...outcomeOf(error), ...note };
      if (!(await mayRepeat())) return { ...outcomeOf(error), ...note };
      if (refused) note = { asDocument: refused };
      try {
        attempt = await again(attempt, refused ? { kind: "document" } : { entities: [] });
      } catch (closed) {
        return { ...outcomeOf(closed), ...note };
      }
    }
  }
}

/** The kind of a file that Telegram does not take as that, with its reason; null: another refusal. */
function kindRefused({ file }: Outgoing, error: unknown): SentAsDocument | null {
  if (!file || file.kind === "document" || !(error instanceof GrammyError)) return null;
  if (!isKindRefused(error.error_code, error.description)) return null;
  return { instead_of: file.kind, reason: plainReason(error.description) };
}

/** Whether Telegram refused a text for its styles alone. */
export function hasBadEntities(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    error.error_code === 400 &&
    /can't parse|entit/i.test(error.description)
  );
}

/** The same message with one thing changed, its file opened anew. */
async function again(
  message: Outgoing,
  change: { kind: string } | { entities: [] },
): Promise<Outgoing> {
  const file = message.file && {
    ...message.file,
    ...("kind" in change ? change : {}),
    body: await message.file.reopen().catch(fileError),
  };
  return { ...message, ...("entities" in change ? change : {}), file };
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
      return botApi().sendDocument(chatId, input, {
        ...options,
        // Else Telegram turns a refused picture or sound back into what it refused, a WebP into a sticker.
        ...(isKeptAsFile(file) ? { disable_content_type_detection: true } : {}),
      });
  }
}

function isKeptAsFile({ mimeType }: OutgoingFile): boolean {
  return /^(?:image|audio)\/(?!gif)/.test(mimeType);
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
  if (error instanceof HttpError) return { outcome: "unknown", ...why("sending.noClearAnswer") };
  // Not the network: the file could not be read, so nothing was sent whole.
  return { outcome: "unknown", ...why("sending.brokeOff") };
}

function classifyAnswer(error: GrammyError): Outcome {
  const { error_code: code, description: reason, parameters } = error;
  if (code === 429) return { outcome: "wait", seconds: parameters.retry_after ?? 1 };
  if (code === 403 && isKindRefused(code, reason))
    return { outcome: "rejected", ...refusalWhy(plainReason(reason)) };
  if (code === 403) return { outcome: "blocked", ...refusalWhy(reason) };
  if (code === 401 || code === 404) return { outcome: "revoked", reason };
  if (code >= 500) return { outcome: "unknown", ...why("sending.serverError", { status: code }) };
  return { outcome: "rejected", ...refusalWhy(plainReason(reason)) };
}

const plainReason = (description: string) =>
  description.replace(/^(?:Bad Request|Forbidden): /, "");

function errorCode(error: unknown): string | undefined {
  const inner = error instanceof HttpError ? error.error : error;
  return (inner as { code?: string } | null)?.code;
}
