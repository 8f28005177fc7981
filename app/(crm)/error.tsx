"use client";

import { useTranslations } from "next-intl";

/** Plain elements: it comes with every screen, and our own parts would bring their code again. */
export default function DeskError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations();
  return (
    <div
      role="alert"
      className="flex flex-1 flex-col items-center justify-center gap-2 px-6 py-12 text-center"
    >
      <h1 className="font-medium">{t("errors.title")}</h1>
      <p className="max-w-sm text-muted-foreground text-secondary">
        {t("errors.description", { digest: error.digest ?? "—" })}
      </p>
      <button
        type="button"
        onClick={reset}
        className="mt-2 h-8 rounded-control border border-input bg-surface px-3 font-medium text-secondary hover:bg-muted pointer-coarse:h-11"
      >
        {t("common.retry")}
      </button>
    </div>
  );
}
