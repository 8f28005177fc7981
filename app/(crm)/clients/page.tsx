import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientsScreen } from "@/components/clients/clients-screen";
import { wholeList } from "@/lib/core/whole-list";
import { listDepartments } from "@/lib/departments/queries";
import { pageContext } from "@/lib/http/page-context";
import { listOperators } from "@/lib/operators/queries";
import { listTags } from "@/lib/tags/queries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("clients"))("title") };
}

export default async function ClientsPage() {
  const ctx = await pageContext();
  const [operators, departments, tags] = await Promise.all([
    wholeList(listOperators, ctx, {}),
    wholeList(listDepartments, ctx, {}),
    wholeList(listTags, ctx, {}),
  ]);
  return (
    <ClientsScreen
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
    />
  );
}
