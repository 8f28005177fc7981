import { ChatPanel, OpenAssignment, OpenWorkspace } from "@/components/board/open-chat-parts";
import { openClient } from "@/lib/clients/open-client";
import type { OperatorContext } from "@/lib/context";
import { findConversationByClient } from "@/lib/conversations/queries";
import { readDraft } from "@/lib/conversations/save-draft";
import { AppError } from "@/lib/core/errors";
import { idParam } from "@/lib/core/schemas";
import { wholeList } from "@/lib/core/whole-list";
import { listDepartments } from "@/lib/departments/queries";
import { openingPage } from "@/lib/messages/opening-page";
import { colleague } from "@/lib/operators/colleague";
import { mentionable } from "@/lib/operators/mentionable";
import { listOperators } from "@/lib/operators/queries";

/** The chat of the card in the address; nothing for a client that is not there or not theirs. */
export async function OpenChat({ ctx, clientId }: { ctx: OperatorContext; clientId: string }) {
  const id = idParam.safeParse(clientId);
  if (!id.success) return null;
  const client = await openClient(ctx, id.data).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  });
  if (!client) return null;
  const conversation = await findConversationByClient(ctx, client.id);
  const [messages, draft, operators, departments] = await Promise.all([
    openingPage(ctx, client.id, conversation?.unread_count ?? 0),
    conversation ? readDraft(ctx, conversation.id) : null,
    wholeList(listOperators, ctx, {}),
    wholeList(listDepartments, ctx, {}),
  ]);
  const { operatorId, role, name } = ctx.actor;
  const viewer = { operatorId, role, name };
  return (
    <ChatPanel clientId={client.id}>
      <OpenWorkspace
        client={client}
        conversation={
          conversation ? { id: conversation.id, unreadCount: conversation.unread_count } : null
        }
        initial={messages}
        initialDraft={draft}
        operatorNames={Object.fromEntries(operators.results.map(({ id, name }) => [id, name]))}
        mentionable={mentionable(operators.results, operatorId)}
        viewer={viewer}
        backHref={null}
        headerActions={
          conversation ? (
            <OpenAssignment
              initial={conversation}
              viewer={viewer}
              people={operators.results.map(colleague)}
              departments={departments.results.map(({ id, name, manager_id }) => ({
                id,
                name,
                manager_id,
              }))}
              leaveHref="/kanban"
            />
          ) : null
        }
      />
    </ChatPanel>
  );
}
