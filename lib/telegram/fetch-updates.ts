import type { Update } from "grammy/types";
import { botApi } from "./api";
import { allowedUpdates } from "./check-webhook";

/** Waits up to 25 s for updates from `offset` on. */
export async function fetchUpdates(offset: number, signal: AbortSignal): Promise<Update[]> {
  const options = { offset, timeout: 25, limit: 100, allowed_updates: [...allowedUpdates] };
  // grammY types its own AbortSignal; at run time it is the same object.
  return botApi().getUpdates(
    options,
    signal as Parameters<ReturnType<typeof botApi>["getUpdates"]>[1],
  );
}
