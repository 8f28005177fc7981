import type { Message } from "@/lib/messages/schemas";

/**
 * The first of so many unread client messages, of those that were there when the thread was opened
 * (ids up to `newestId`); null when there is none, or when it is above what is loaded.
 */
export function firstUnread(messages: Message[], count: number, newestId: number): number | null {
  if (count === 0) return null;
  const incoming = messages.filter(({ id, sender }) => sender.type === "client" && id <= newestId);
  return incoming.at(-count)?.id ?? null;
}
