import type { Context } from "@/lib/context";
import type { Page } from "@/lib/core/schemas";
import { listMessages } from "./queries";
import type { Message } from "./schemas";

/** Messages that a thread opens with, at least and at most. */
const fewest = 50;
const most = 200;

/** The newest messages of a client's thread, with all unread ones and some before, as far as a page goes. */
export function openingPage(
  ctx: Context,
  clientId: number,
  unreadCount: number,
): Promise<Page<Message>> {
  // Answers and events stand between the client's messages.
  const limit = Math.min(most, Math.max(fewest, Math.ceil(unreadCount * 1.5) + 10));
  return listMessages(ctx, { client_id: clientId, order: "desc", limit });
}
