import { callApi } from "@/lib/api-client/call-api";
import type { ConversationChangeSet } from "@/lib/conversations/schemas";

/** What changed in the conversations after a mark; without one, only the mark of now. */
export function changesAfter(mark?: string, known: number[] = []): Promise<ConversationChangeSet> {
  const query = new URLSearchParams({
    ...(mark ? { after: mark } : {}),
    ...(known.length > 0 ? { known: known.join(",") } : {}),
  });
  return callApi(`/api/conversations/changes/?${query}`);
}
