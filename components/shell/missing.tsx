import { SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** What one sees at an address where nothing is, or nothing that one may see. */
export function Missing() {
  const t = useTranslations("errors");
  return (
    <EmptyState
      isPage
      icon={SearchX}
      title={t("notFoundTitle")}
      className="m-auto"
      action={
        <Button asChild variant="outline">
          <Link href="/chat">{t("home")}</Link>
        </Button>
      }
    >
      {t("notFoundDescription")}
    </EmptyState>
  );
}
