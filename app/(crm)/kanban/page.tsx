import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BoardScreen } from "@/components/board/board-screen";
import { wholeList } from "@/lib/core/whole-list";
import { listDepartments } from "@/lib/departments/queries";
import { pageContext } from "@/lib/http/page-context";
import { listOperators } from "@/lib/operators/queries";
import { listTags } from "@/lib/tags/queries";
import { OpenChat } from "./open-chat";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("kanban"))("title") };
}

export default async function KanbanPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const ctx = await pageContext();
  const [{ client }, operators, departments, tags] = await Promise.all([
    searchParams,
    wholeList(listOperators, ctx, {}),
    wholeList(listDepartments, ctx, {}),
    wholeList(listTags, ctx, {}),
  ]);
  return (
    <BoardScreen
      facts={{
        operators: operators.results.map(({ id, name, is_active }) => ({
          id,
          name,
          isActive: is_active,
        })),
        departments: departments.results.map(({ id, name }) => ({ id, name })),
        tags: tags.results,
        role: ctx.actor.role,
      }}
      panel={client ? <OpenChat key={String(client)} ctx={ctx} clientId={String(client)} /> : null}
    />
  );
}
