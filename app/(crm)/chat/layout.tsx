import type { ReactNode } from "react";
import { ConversationList } from "@/components/chat/list/conversation-list";
import { conversationCounts } from "@/lib/conversations/queries";
import { wholeList } from "@/lib/core/whole-list";
import { pageContext } from "@/lib/http/page-context";
import { listOperators } from "@/lib/operators/queries";

/** The list stays, with its place, while threads change beside it. */
export default async function ChatLayout({ children }: { children: ReactNode }) {
  const ctx = await pageContext();
  const [counts, operators] = await Promise.all([
    conversationCounts(ctx, {}),
    wholeList(listOperators, ctx, {}),
  ]);
  return (
    <div className="flex min-h-0 flex-1">
      <ConversationList
        initialCounts={counts}
        viewerId={ctx.actor.operatorId}
        operatorNames={Object.fromEntries(operators.results.map(({ id, name }) => [id, name]))}
      />
      {children}
    </div>
  );
}
