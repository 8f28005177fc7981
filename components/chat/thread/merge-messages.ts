import type { Message } from "@/lib/messages/schemas";

/** Puts changed messages into a thread: the newer `seq` of each id wins, order is (position, id). */
export function mergeMessages(known: Message[], changed: Message[]): Message[] {
  if (changed.length === 0) return known;
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of changed) {
    const before = byId.get(message.id);
    if (!before || before.seq <= message.seq) byId.set(message.id, message);
  }
  return [...byId.values()].sort((a, b) => a.position - b.position || a.id - b.id);
}
