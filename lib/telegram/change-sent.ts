import { GrammyError } from "grammy";
import type { MessageEntity } from "grammy/types";
import type { MessageEntity as TextEntity } from "@/db/schema";
import { AppError } from "@/lib/core/errors";
import { botApi } from "./api";
import { toTelegramEntities } from "./entities";
import { hasBadEntities } from "./send";

type Place = { chatId: number; messageId: number };

/**
 * Changes a sent text or caption (editMessageText, editMessageCaption). Repeating it is harmless:
 * "not modified" counts as done. Throws `conflict` with Telegram's reason, or `unavailable`.
 */
export async function editAtTelegram(
  place: Place,
  { content, entities }: { content: string; entities: TextEntity[] },
  isCaption: boolean,
) {
  const change = (styles: MessageEntity[]) =>
    isCaption
      ? botApi().editMessageCaption(place.chatId, place.messageId, {
          caption: content,
          caption_entities: styles,
        })
      : botApi().editMessageText(place.chatId, place.messageId, content, { entities: styles });
  const styles = toTelegramEntities(entities);
  await ask(() =>
    change(styles).catch((error: unknown) => {
      // Styles that Telegram cannot read are left away, as when sending.
      if (styles.length === 0 || !hasBadEntities(error)) throw error;
      return change([]);
    }),
  );
}

/** Deletes a sent message (deleteMessage: within 48 hours). One that is gone counts as deleted. */
export async function deleteAtTelegram(place: Place) {
  await ask(() => botApi().deleteMessage(place.chatId, place.messageId));
}

async function ask(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof GrammyError)) {
      throw new AppError("unavailable", "telegram.noAnswer");
    }
    if (/message is not modified|message to delete not found/.test(error.description)) return;
    if (error.error_code === 429) {
      const retryAfter = error.parameters.retry_after ?? 1;
      throw new AppError("rate_limited", "telegram.wait", {
        params: { seconds: retryAfter },
        details: { retryAfter },
      });
    }
    const text = error.description.replace(/^(Bad Request|Forbidden): /, "");
    throw new AppError("conflict", "telegram.refuses", { params: { text } });
  }
}
