import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states/empty-state";

/**
 * What one sees at an address where nothing is, or nothing that one may see. It comes with every
 * screen: an icon and the router's link would bring their code a second time.
 */
export function Missing() {
  const t = useTranslations("errors");
  return (
    <EmptyState
      isPage
      title={t("notFoundTitle")}
      className="m-auto"
      action={
        <Button asChild variant="outline">
          <a href="/chat">{t("home")}</a>
        </Button>
      }
    >
      {t("notFoundDescription")}
    </EmptyState>
  );
}
