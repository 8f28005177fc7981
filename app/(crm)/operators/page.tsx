import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RefreshOnTeam } from "@/components/live/refresh-on-team";
import { PageHeader } from "@/components/shell/page-header";
import { wholeList } from "@/lib/core/whole-list";
import { listDepartments } from "@/lib/departments/queries";
import { pageContext } from "@/lib/http/page-context";
import { listInvites } from "@/lib/operators/list-invites";
import { operatorLoads } from "@/lib/operators/operator-loads";
import { departmentsWithin, peopleRights } from "@/lib/operators/people-rights";
import { listOperators } from "@/lib/operators/queries";
import { can } from "@/lib/permissions";
import { InviteDialog } from "./_components/invite-dialog";
import { PendingInvites } from "./_components/pending-invites";
import { TeamView } from "./_components/team-view";
import { inviteOperator } from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("operators"))("title") };
}

export default async function OperatorsPage() {
  const ctx = await pageContext();
  const mayInvite = can(ctx.actor, "operators.invite");
  const [t, { results: people }, { results: departments }, loads, invites] = await Promise.all([
    getTranslations("operators"),
    wholeList(listOperators, ctx, {}),
    wholeList(listDepartments, ctx, {}),
    operatorLoads(ctx),
    mayInvite ? wholeList(listInvites, ctx, {}) : { results: [] },
  ]);
  const rights = await peopleRights(ctx, people);
  const places = departmentsWithin(rights.departments, departments);
  return (
    <>
      <RefreshOnTeam />
      <PageHeader title={t("title")}>
        {mayInvite ? (
          <InviteDialog departments={places} roles={rights.roles} invite={inviteOperator} />
        ) : null}
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-auto">
        <TeamView
          people={people}
          departments={departments}
          places={places}
          loads={loads}
          rights={rights}
          selfId={ctx.actor.operatorId}
        />
        <PendingInvites invites={invites.results} departments={departments} />
      </div>
    </>
  );
}
