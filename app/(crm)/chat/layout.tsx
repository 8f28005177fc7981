import type { ReactNode } from "react";
import { ConversationList } from "@/components/chat/conversation-list";
import { LiveProvider } from "@/components/live/live-provider";
import { conversationCounts } from "@/lib/conversations/queries";
import { pageContext } from "@/lib/http/page-context";
import { realtimeConfig } from "@/lib/realtime/realtime-config";

/** The list stays, with its place, while threads change beside it. */
export default async function ChatLayout({ children }: { children: ReactNode }) {
  const ctx = await pageContext();
  const [config, counts] = await Promise.all([realtimeConfig(ctx), conversationCounts(ctx)]);
  return (
    <LiveProvider config={config}>
      <div className="flex min-h-0 flex-1">
        <ConversationList initialCounts={counts} />
        {children}
      </div>
    </LiveProvider>
  );
}
