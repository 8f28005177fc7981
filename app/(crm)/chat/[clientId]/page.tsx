import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { AssignmentHeader } from "@/components/chat/assignment/assignment-header";
import { ClientCard, ClientCardButton } from "@/components/chat/card/client-card";
import { Workspace } from "@/components/chat/workspace";
import { openClient } from "@/lib/clients/open-client";
import { getClient } from "@/lib/clients/queries";
import { findConversationByClient } from "@/lib/conversations/queries";
import { readDraft } from "@/lib/conversations/save-draft";
import { clientName } from "@/lib/core/client-name";
import { AppError } from "@/lib/core/errors";
import { idParam } from "@/lib/core/schemas";
import { wholeList } from "@/lib/core/whole-list";
import { listDepartments } from "@/lib/departments/queries";
import { pageContext } from "@/lib/http/page-context";
import { openingPage } from "@/lib/messages/opening-page";
import { colleague } from "@/lib/operators/colleague";
import { mentionable } from "@/lib/operators/mentionable";
import { listOperators } from "@/lib/operators/queries";
import { listTags } from "@/lib/tags/queries";

type Props = { params: Promise<{ clientId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const ctx = await pageContext();
  const id = idParam.safeParse((await params).clientId);
  // A client who is not there is the page's to say.
  const client = id.success ? await getClient(ctx, id.data).catch(() => null) : null;
  const language = (await getLocale()) === "ru" ? "ru" : "en";
  return {
    title: client ? clientName(client, language) : (await getTranslations("chat"))("title"),
  };
}

export default async function ClientChatPage({ params }: Props) {
  const ctx = await pageContext();
  const id = idParam.safeParse((await params).clientId);
  if (!id.success) notFound();
  const client = await openClient(ctx, id.data).catch((error: unknown) => {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  });
  const conversation = await findConversationByClient(ctx, client.id);
  const [messages, draft, operators, departments, tags] = await Promise.all([
    openingPage(ctx, client.id, conversation?.unread_count ?? 0),
    conversation ? readDraft(ctx, conversation.id) : null,
    wholeList(listOperators, ctx, {}),
    wholeList(listDepartments, ctx, {}),
    wholeList(listTags, ctx, {}),
  ]);
  const names = Object.fromEntries(operators.results.map(({ id, name }) => [id, name]));
  const { operatorId, role, name } = ctx.actor;
  const viewer = { operatorId, role, name };
  const departmentNames = Object.fromEntries(departments.results.map(({ id, name }) => [id, name]));
  const people = operators.results.map(colleague);
  const card = {
    client,
    operatorNames: names,
    departmentNames,
    tags: tags.results,
    viewer,
    people,
  };
  return (
    <>
      <Workspace
        key={client.id}
        client={client}
        conversation={
          conversation ? { id: conversation.id, unreadCount: conversation.unread_count } : null
        }
        initial={messages}
        initialDraft={draft}
        operatorNames={names}
        mentionable={mentionable(operators.results, operatorId)}
        viewer={viewer}
        backHref="/chat"
        headerActions={
          <>
            {conversation ? (
              <AssignmentHeader
                initial={conversation}
                viewer={viewer}
                people={people}
                departments={departments.results.map(({ id, name, manager_id }) => ({
                  id,
                  name,
                  manager_id,
                }))}
              />
            ) : null}
            <ClientCardButton {...card} />
          </>
        }
      />
      <ClientCard {...card} />
    </>
  );
}
