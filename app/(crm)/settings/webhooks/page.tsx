import { Webhook } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/states/empty-state";
import { wholeList } from "@/lib/core/whole-list";
import { pageContext } from "@/lib/http/page-context";
import { can } from "@/lib/permissions";
import { listWebhooks } from "@/lib/webhooks/queries";
import { WebhookDialog } from "./_components/webhook-dialog";
import { WebhookList } from "./_components/webhook-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("webhooks.title") };
}

export default async function WebhooksPage() {
  const ctx = await pageContext();
  if (!can(ctx.actor, "webhooks.manage")) notFound();
  const t = await getTranslations("settings.webhooks");
  const webhooks = await wholeList(listWebhooks, ctx, {});
  return (
    <>
      <PageHeader title={t("title")}>
        <WebhookDialog />
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-auto p-4">
        <p className="mb-4 max-w-2xl text-muted-foreground text-secondary">{t("hint")}</p>
        {webhooks.results.length > 0 ? (
          <WebhookList webhooks={webhooks.results} />
        ) : (
          <EmptyState icon={Webhook} title={t("empty")}>
            {t("emptyHint")}
          </EmptyState>
        )}
      </div>
    </>
  );
}
