"use client";

import { RotateCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";

/** A part of a screen that did not load, which is not the same as an empty one; asks again by a button. */
export function FailedNote({ onRetry, className }: { onRetry: () => void; className?: string }) {
  const t = useTranslations("common");
  return (
    <div
      role="alert"
      className={cn("flex flex-wrap items-center gap-2 py-2 text-secondary", className)}
    >
      <span className="text-muted-foreground">{t("loadFailed")}</span>
      <Button variant="outline" size="small" onClick={onRetry}>
        <RotateCw aria-hidden="true" />
        {t("retry")}
      </Button>
    </div>
  );
}
