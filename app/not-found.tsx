import { SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  const t = useTranslations("errors");
  return (
    <main className="grid min-h-dvh place-items-center">
      <EmptyState
        icon={SearchX}
        title={t("notFoundTitle")}
        action={
          <Button asChild variant="outline">
            <Link href="/chat">{t("home")}</Link>
          </Button>
        }
      >
        {t("notFoundDescription")}
      </EmptyState>
    </main>
  );
}
