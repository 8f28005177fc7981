import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ReportsScreen } from "@/app/(crm)/reports/_components/reports-screen";
import { departmentReach } from "@/lib/access/department-reach";
import { reaches } from "@/lib/access/reach";
import { wholeList } from "@/lib/core/whole-list";
import { listDepartments } from "@/lib/departments/queries";
import { pageContext } from "@/lib/http/page-context";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("title") };
}

export default async function ReportsPage() {
  const ctx = await pageContext();
  const [{ results }, reach] = await Promise.all([
    wholeList(listDepartments, ctx, {}),
    departmentReach(ctx),
  ]);
  return (
    <ReportsScreen
      departments={results
        .filter(({ id }) => reaches(reach, id))
        .map(({ id, name }) => ({ id, name }))}
      isOwnOnly={ctx.actor.role === "operator"}
    />
  );
}
