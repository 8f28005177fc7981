import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { wholeList } from "@/lib/core/whole-list";
import { pageContext } from "@/lib/http/page-context";
import { listOperators } from "@/lib/operators/queries";
import { LogsScreen } from "./_components/logs-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("logs"))("title") };
}

export default async function LogsPage() {
  const ctx = await pageContext();
  const isOperator = ctx.actor.role === "operator";
  const { results } = isOperator ? { results: [] } : await wholeList(listOperators, ctx, {});
  return <LogsScreen people={results.map(({ id, name }) => ({ id, name }))} />;
}
