import { MessageSquareText } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/states/empty-state";
import { pageContext } from "@/lib/http/page-context";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("chat"))("title") };
}

export default async function ChatPage() {
  await pageContext();
  const t = await getTranslations("chat");
  return (
    <div className="hidden flex-1 place-items-center md:grid">
      <EmptyState icon={MessageSquareText} title={t("choose")}>
        {t("chooseHint")}
      </EmptyState>
    </div>
  );
}
