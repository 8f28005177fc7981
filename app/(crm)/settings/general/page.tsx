import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/shell/page-header";
import { pageContext } from "@/lib/http/page-context";
import { can } from "@/lib/permissions";
import { getSettings } from "@/lib/settings/queries";
import { standardTexts } from "@/lib/settings/standard-texts";
import { GeneralForm } from "./_components/general-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("general.title") };
}

export default async function GeneralPage() {
  const ctx = await pageContext();
  if (!can(ctx.actor, "settings.write")) notFound();
  const t = await getTranslations("settings.general");
  return (
    <>
      <PageHeader title={t("title")} />
      <div className="min-h-0 flex-1 scroll-pb-20 overflow-auto p-4">
        <GeneralForm settings={await getSettings(ctx)} standardTexts={standardTexts} />
      </div>
    </>
  );
}
