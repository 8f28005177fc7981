import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";

const rows = ["w-3/5", "w-4/5", "w-2/5", "w-3/4"];

/** A section on its way; the sections beside it stay. */
export default function Loading() {
  const t = useTranslations("common");
  return (
    <div role="status" aria-label={t("loading")} className="flex-1">
      <div className="flex h-12 items-center border-b bg-surface px-4">
        <Skeleton className="h-5 w-40" />
      </div>
      <div className="space-y-4 p-4">
        {rows.map((width) => (
          <Skeleton key={width} className={`h-8 ${width}`} />
        ))}
      </div>
    </div>
  );
}
