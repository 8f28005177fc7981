import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/shell/page-header";
import { wholeList } from "@/lib/core/whole-list";
import { pageContext } from "@/lib/http/page-context";
import { listSessions } from "@/lib/sessions/list-sessions";
import { EndOthers, SessionList } from "./_components/session-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("sessions.title") };
}

export default async function SessionsPage() {
  const ctx = await pageContext();
  const t = await getTranslations("settings.sessions");
  const { results } = await wholeList(listSessions, ctx, {});
  return (
    <>
      <PageHeader title={t("title")}>{results.length > 1 ? <EndOthers /> : null}</PageHeader>
      <div className="min-h-0 flex-1 overflow-auto p-4">
        <p className="mb-4 max-w-2xl text-muted-foreground text-secondary">{t("hint")}</p>
        <SessionList sessions={results} />
      </div>
    </>
  );
}
