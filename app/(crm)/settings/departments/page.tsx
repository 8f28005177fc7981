import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { RefreshOnTeam } from "@/components/live/refresh-on-team";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/states/empty-state";
import { wholeList } from "@/lib/core/whole-list";
import { listDepartments } from "@/lib/departments/queries";
import { pageContext } from "@/lib/http/page-context";
import { listOperators } from "@/lib/operators/queries";
import { can } from "@/lib/permissions";
import { DepartmentList } from "./_components/department-list";
import { NewDepartment } from "./_components/new-department";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("departments.title") };
}

export default async function DepartmentsPage() {
  const ctx = await pageContext();
  if (!can(ctx.actor, "departments.write")) notFound();
  const t = await getTranslations("settings.departments");
  const [departments, operators] = await Promise.all([
    wholeList(listDepartments, ctx, {}),
    wholeList(listOperators, ctx, { is_active: "true" }),
  ]);
  const people = operators.results;
  const heads = people.filter(({ role }) => role !== "operator");
  return (
    <>
      <RefreshOnTeam />
      <PageHeader title={t("title")}>
        <NewDepartment heads={heads} />
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-auto p-4">
        {departments.results.length > 0 ? (
          <DepartmentList departments={departments.results} people={people} heads={heads} />
        ) : (
          <EmptyState icon={Building2} title={t("empty")}>
            {t("emptyHint")}
          </EmptyState>
        )}
      </div>
    </>
  );
}
