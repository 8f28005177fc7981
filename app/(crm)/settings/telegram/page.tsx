import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/shell/page-header";
import { pageContext } from "@/lib/http/page-context";
import { can } from "@/lib/permissions";
import { getTelegramConnection } from "@/lib/telegram/connection";
import { listFailedUpdates } from "@/lib/updates/failed-updates";
import { ConnectionCard } from "./_components/connection-card";
import { FailedUpdates } from "./_components/failed-updates";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("telegram.title") };
}

export default async function TelegramPage() {
  const ctx = await pageContext();
  if (!can(ctx.actor, "telegram.manage")) notFound();
  const t = await getTranslations("settings.telegram");
  const [connection, failed] = await Promise.all([
    getTelegramConnection(ctx),
    listFailedUpdates(ctx, { limit: 50 }),
  ]);
  return (
    <>
      <PageHeader title={t("title")} />
      <div className="grid min-h-0 flex-1 content-start gap-4 overflow-auto p-4">
        <ConnectionCard connection={connection} />
        <FailedUpdates updates={failed.results} hasMore={failed.next_cursor !== null} />
      </div>
    </>
  );
}
