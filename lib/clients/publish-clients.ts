import { type ConversationHint, publishConversation } from "@/lib/realtime/publish";

/** The most hints of one act. */
const maxHints = 50;

/**
 * Tells the desks about many changed conversations: the first hints make each screen ask what
 * changed, which answers all of them, so a thousand hints would only be noise.
 */
export async function publishClients(hints: ConversationHint[]): Promise<void> {
  await Promise.all(hints.slice(0, maxHints).map(publishConversation));
}
