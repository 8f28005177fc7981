import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/states/skeleton";

const rows = ["w-3/5", "w-4/5", "w-2/5", "w-3/4", "w-1/2", "w-2/3"];

/**
 * A screen on its way. Only for addresses where something always is: below a boundary that has begun to
 * stream, `notFound()` can no longer answer 404, and the browser reports an error (React's 419).
 */
export function LoadingScreen() {
  const t = useTranslations("common");
  return (
    <div role="status" aria-label={t("loading")} className="flex-1">
      <div className="flex h-12 items-center border-b bg-surface px-4">
        <Skeleton className="h-5 w-32" />
      </div>
      <div className="space-y-4 p-4">
        {rows.map((width) => (
          <Skeleton key={width} className={`h-5 ${width}`} />
        ))}
      </div>
    </div>
  );
}
