import { listPause } from "@/components/live/catch-up";
import { callApi } from "@/lib/api-client/call-api";
import type { ConversationChangeSet } from "@/lib/conversations/schemas";
import type { News } from "./put-news";

/** What changed in the conversations after a mark; without one, only the mark of now. */
export function changesAfter(mark?: string, known: number[] = []): Promise<ConversationChangeSet> {
  const query = new URLSearchParams({
    ...(mark ? { after: mark } : {}),
    ...(known.length > 0 ? { known: known.join(",") } : {}),
  });
  return callApi(`/api/conversations/changes/?${query}`);
}

/**
 * How a list follows the conversations: `newsOf` answers what their changes mean for it, `known` of
 * which rows it matters that they may not be seen any more.
 */
export const deskChanges = <T>(
  newsOf: (changes: ConversationChangeSet, shown: T[]) => News<T> | null | Promise<News<T> | null>,
  known: (shown: T[]) => number[] = () => [],
) => ({
  pause: listPause,
  mark: async () => (await changesAfter().catch(() => null))?.next_after,
  async after(mark: string, shown: T[]) {
    const changes = await changesAfter(mark, known(shown));
    const news = changes.is_reset ? null : await newsOf(changes, shown);
    return { news, mark: changes.next_after };
  },
});
