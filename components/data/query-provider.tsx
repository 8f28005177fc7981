"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { useLive } from "@/components/live/live-provider";
import { callApi } from "@/lib/api-client/call-api";
import { realtimeEvents } from "@/lib/realtime/events";
import { askAgain } from "./ask-again";

/**
 * What every screen knows of the server, in one cache. A query's key begins with the event that
 * changes it (`conversation.changed` with the client's id behind it) and ends with its address.
 */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            queryFn: ({ queryKey }) => callApi(String(queryKey.at(-1))),
            // Focus, reconnects and ticks are events too; a failure is said at once, and the next asks again.
            retry: false,
            refetchOnWindowFocus: false,
            refetchOnReconnect: false,
            networkMode: "always",
          },
          mutations: { networkMode: "always" },
        },
      }),
  );
  const { on } = useLive();
  useEffect(() => {
    const ask = askAgain(client);
    const { accountChanged, conversationChanged, conversationsChanged } = realtimeEvents;
    const stops = [
      on(conversationChanged, (event) => {
        ask([conversationsChanged]);
        ask(event ? [conversationChanged, event.clientId] : [conversationChanged], event);
      }),
      on(realtimeEvents.reportChanged, () => ask([realtimeEvents.reportChanged])),
      on(realtimeEvents.teamChanged, () => ask([realtimeEvents.teamChanged])),
      // With other rights, what was seen before may not be shown again.
      on(accountChanged, () => client.removeQueries({ type: "inactive" })),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [client, on]);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
