import { MessageSquareQuote } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/states/empty-state";
import { wholeList } from "@/lib/core/whole-list";
import { listDepartments } from "@/lib/departments/queries";
import { pageContext } from "@/lib/http/page-context";
import { can } from "@/lib/permissions";
import { listQuickReplies } from "@/lib/quick-replies/queries";
import { NewQuickReply } from "./_components/new-quick-reply";
import { QuickReplyTable } from "./_components/quick-reply-table";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("quickReplies.title") };
}

export default async function QuickRepliesPage() {
  const ctx = await pageContext();
  if (!can(ctx.actor, "quick_replies.write")) notFound();
  const t = await getTranslations("settings.quickReplies");
  const [replies, departments] = await Promise.all([
    wholeList(listQuickReplies, ctx, {}),
    wholeList(listDepartments, ctx, {}),
  ]);
  return (
    <>
      <PageHeader title={t("title")}>
        <NewQuickReply departments={departments.results} isAdmin={ctx.actor.role === "admin"} />
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-auto p-4">
        <p className="mb-4 max-w-2xl text-muted-foreground text-secondary">{t("hint")}</p>
        {replies.results.length > 0 ? (
          <QuickReplyTable
            replies={replies.results}
            departments={departments.results}
            isAdmin={ctx.actor.role === "admin"}
          />
        ) : (
          <EmptyState icon={MessageSquareQuote} title={t("empty")}>
            {t("emptyHint")}
          </EmptyState>
        )}
      </div>
    </>
  );
}
