import { minute } from "@/lib/core/time";
import type { WebhookInfo } from "./check-webhook";
import type { ConnectionProblem } from "./schemas";

/** A check comes each minute: what is older was missed. */
const uncheckedAfter = 2 * minute;
/** For how long an error of Telegram's deliveries is worth a look. */
const errorLasts = 10 * minute;

/** The worst thing that is wrong with the bot's connection (promise 10), or null. */
export function connectionProblem(
  info: WebhookInfo,
  facts: { isRight: boolean; checkedAt: Date | null; stoppedReason: string | null },
  now: Date,
): ConnectionProblem {
  if (facts.stoppedReason) return "stopped";
  const isOld = now.getTime() - (facts.checkedAt?.getTime() ?? 0) > uncheckedAfter;
  if (!facts.isRight && facts.checkedAt) return "wrong";
  if (isOld) return "unchecked";
  const errorAt = (info.last_error_date ?? 0) * 1000;
  if (now.getTime() - errorAt < errorLasts) return "error";
  const { pending_update_count: pending = 0, pending_before: before = 0 } = info;
  return before > 0 && pending > before ? "backlog" : null;
}
