import type { ReactNode } from "react";
import { ConversationList } from "@/components/chat/conversation-list";
import { conversationCounts } from "@/lib/conversations/queries";
import { pageContext } from "@/lib/http/page-context";

/** The list stays, with its place, while threads change beside it. */
export default async function ChatLayout({ children }: { children: ReactNode }) {
  const ctx = await pageContext();
  const counts = await conversationCounts(ctx, {});
  return (
    <div className="flex min-h-0 flex-1">
      <ConversationList initialCounts={counts} />
      {children}
    </div>
  );
}
