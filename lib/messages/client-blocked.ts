import { AppError } from "@/lib/core/errors";

/** The refusal to send anything to a client who blocked the bot. */
export function clientBlocked(): AppError {
  return new AppError("conflict", "client.blockedBot");
}
