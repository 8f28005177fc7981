import { AppError } from "@/lib/core/errors";

/** The refusal to send anything to a client who blocked the bot. */
export function clientBlocked(): AppError {
  return new AppError(
    "conflict",
    "The client blocked the bot: nothing can be sent until they come back.",
  );
}
