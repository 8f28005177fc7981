import { Tags } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/states/empty-state";
import { wholeList } from "@/lib/core/whole-list";
import { pageContext } from "@/lib/http/page-context";
import { can } from "@/lib/permissions";
import { listTags } from "@/lib/tags/queries";
import { TagForm } from "./_components/tag-form";
import { TagList } from "./_components/tag-list";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("tags.title") };
}

export default async function TagsPage() {
  const ctx = await pageContext();
  if (!can(ctx.actor, "tags.write")) notFound();
  const t = await getTranslations("settings.tags");
  const tags = await wholeList(listTags, ctx, {});
  return (
    <>
      <PageHeader title={t("title")} />
      <div className="grid min-h-0 flex-1 content-start gap-4 overflow-auto p-4">
        <p className="max-w-2xl text-muted-foreground text-secondary">{t("hint")}</p>
        <TagForm />
        {tags.results.length > 0 ? (
          <TagList tags={tags.results} />
        ) : (
          <EmptyState icon={Tags} title={t("empty")}>
            {t("emptyHint")}
          </EmptyState>
        )}
      </div>
    </>
  );
}
