import { ContactRound, SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { listClients } from "@/lib/clients/queries";
import { listClientsSchema } from "@/lib/clients/schemas";
import { listDepartments } from "@/lib/departments/queries";
import { pageContext } from "@/lib/http/page-context";
import { listOperators } from "@/lib/operators/queries";
import { ClientSearch } from "./_components/client-search";
import { ClientTable } from "./_components/client-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("clients"))("title") };
}

export default async function ClientsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const ctx = await pageContext();
  const t = await getTranslations();
  const query = listClientsSchema.safeParse(await searchParams);
  const filters = query.success ? query.data : listClientsSchema.parse({});
  const [page, operators, departments] = await Promise.all([
    listClients(ctx, filters),
    listOperators(ctx, { limit: 200 }),
    listDepartments(ctx),
  ]);
  const next = new URLSearchParams();
  if (filters.search) next.set("search", filters.search);
  if (page.next_cursor) next.set("cursor", page.next_cursor);
  return (
    <>
      <PageHeader title={t("clients.title")}>
        <ClientSearch initial={filters.search ?? ""} />
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-auto">
        {page.results.length > 0 ? (
          <ClientTable
            clients={page.results}
            operatorNames={
              new Map(operators.results.map((operator) => [operator.id, operator.name]))
            }
            departmentNames={
              new Map(departments.results.map((department) => [department.id, department.name]))
            }
          />
        ) : filters.search ? (
          <EmptyState
            icon={SearchX}
            title={t("clients.notFound")}
            action={
              <Button asChild variant="outline">
                <Link href="/clients">{t("clients.clear")}</Link>
              </Button>
            }
          >
            {t("clients.notFoundHint")}
          </EmptyState>
        ) : (
          <EmptyState icon={ContactRound} title={t("clients.empty")}>
            {t("clients.emptyHint")}
          </EmptyState>
        )}
        {page.next_cursor ? (
          <div className="flex justify-center p-4">
            <Button asChild variant="outline">
              <Link href={`/clients?${next}`}>{t("common.loadMore")}</Link>
            </Button>
          </div>
        ) : null}
      </div>
    </>
  );
}
