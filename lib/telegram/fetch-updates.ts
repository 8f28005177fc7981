import type { Update } from "grammy/types";
import { botApi } from "./api";
import { allowedUpdates } from "./check-webhook";

// grammY types its own AbortSignal; at run time it is the same object.
type Signal = Parameters<ReturnType<typeof botApi>["getUpdates"]>[1];

/** Waits up to 25 s for updates from `offset` on. */
export async function fetchUpdates(offset: number, signal: AbortSignal): Promise<Update[]> {
  const options = { offset, timeout: 25, limit: 100, allowed_updates: [...allowedUpdates] };
  return botApi().getUpdates(options, signal as Signal);
}

/** Ends a webhook that was set once, which would answer each getUpdates with 409; drops nothing. */
export async function endWebhook(signal: AbortSignal): Promise<void> {
  await botApi().deleteWebhook({ drop_pending_updates: false }, signal as Signal);
}
