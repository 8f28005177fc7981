import { notice, type Reason } from "@/lib/core/refusals/reason";
import type { Why } from "@/lib/core/refusals/why";

/** The Bot API has one number for every refusal: which one it is stands in its description alone. */
const known: [RegExp, Reason][] = [
  [/bot was blocked by the user/i, "telegram.blocked"],
  [/user is deactivated/i, "telegram.deactivated"],
  [/chat not found/i, "telegram.noChat"],
  [/message text is empty/i, "telegram.emptyText"],
  [/PHOTO_INVALID_DIMENSIONS/, "telegram.photoDimensions"],
];

/** Telegram's description of a refusal, by code where people read it in their language. */
export function refusalWhy(description: string): Why {
  const found = known.find(([pattern]) => pattern.test(description));
  return { reason: description, ...(found ? { notice: notice(found[1]) } : {}) };
}
