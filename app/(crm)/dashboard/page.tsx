import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { wholeList } from "@/lib/core/whole-list";
import { listDepartments } from "@/lib/departments/queries";
import { pageContext } from "@/lib/http/page-context";
import { DashboardScreen } from "./_components/dashboard-screen";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dashboard"))("title") };
}

export default async function DashboardPage() {
  const ctx = await pageContext();
  const isOperator = ctx.actor.role === "operator";
  const { results } = isOperator ? { results: [] } : await wholeList(listDepartments, ctx, {});
  return <DashboardScreen departments={results.map(({ id, name }) => ({ id, name }))} />;
}
