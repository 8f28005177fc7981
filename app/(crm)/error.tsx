"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export default function DeskError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations();
  return (
    <div className="grid flex-1 place-items-center" role="alert">
      <EmptyState
        isPage
        icon={TriangleAlert}
        title={t("errors.title")}
        action={
          <Button variant="outline" onClick={reset}>
            {t("common.retry")}
          </Button>
        }
      >
        {t("errors.description", { digest: error.digest ?? "—" })}
      </EmptyState>
    </div>
  );
}
