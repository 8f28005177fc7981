import type { Query, QueryClient, QueryKey } from "@tanstack/react-query";
import { catchUp } from "@/components/live/catch-up";
import type { ConversationChanged } from "@/lib/realtime/events";

declare module "@tanstack/react-query" {
  interface Register {
    queryMeta: {
      /** Milliseconds between two questions, however many events come. */
      pause?: number;
      /** Brings what is kept up to date, where that needs less than the whole answer. */
      follow?: () => Promise<unknown>;
      /** Whether this change is in what is kept already. */
      knows?: (event: ConversationChanged) => boolean;
    };
  }
}

/**
 * Asks the queries of a key again that a screen shows: each one at a time with its pause, and once
 * more for everything that came while it was asked.
 */
export function askAgain(client: QueryClient) {
  const asks = new WeakMap<Query, () => void>();
  return (queryKey: QueryKey, event: ConversationChanged | null = null): void => {
    for (const query of client.getQueryCache().findAll({ queryKey, type: "active" })) {
      if (event && query.meta?.knows?.(event)) continue;
      const ask = asks.get(query) ?? catchUp(() => follow(query), query.meta?.pause);
      asks.set(query, ask);
      ask();
    }
  };
}

async function follow(query: Query): Promise<unknown> {
  if (!query.isActive()) return;
  // What is under way may have been answered before the event.
  if (query.state.fetchStatus !== "idle") await query.fetch().catch(() => undefined);
  return query.state.data !== undefined && query.meta?.follow ? query.meta.follow() : query.fetch();
}
