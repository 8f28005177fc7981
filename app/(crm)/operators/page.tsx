import { UsersRound } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { listDepartments } from "@/lib/departments/queries";
import { pageContext } from "@/lib/http/page-context";
import { listOperators } from "@/lib/operators/queries";
import { can } from "@/lib/permissions";
import { InviteDialog } from "./_components/invite-dialog";
import { OperatorTable } from "./_components/operator-table";
import { inviteOperator } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operators"))("title") };
}

export default async function OperatorsPage() {
  const ctx = await pageContext();
  const t = await getTranslations("operators");
  const [operators, departments] = await Promise.all([
    listOperators(ctx, { limit: 200 }),
    listDepartments(ctx),
  ]);
  return (
    <>
      <PageHeader title={t("title")}>
        {can(ctx.actor, "operators.invite") ? (
          <InviteDialog departments={departments.results} invite={inviteOperator} />
        ) : null}
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-auto">
        {operators.results.length > 0 ? (
          <OperatorTable operators={operators.results} departments={departments.results} />
        ) : (
          <EmptyState icon={UsersRound} title={t("empty")}>
            {t("emptyHint")}
          </EmptyState>
        )}
      </div>
    </>
  );
}
