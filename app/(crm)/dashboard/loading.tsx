import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/states/skeleton";

/** The figures' own skeleton stands where this one did: nothing jumps. */
export default function Loading() {
  const t = useTranslations("common");
  return (
    <div role="status" aria-label={t("loading")} className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-12 items-center border-b bg-surface px-4">
        <Skeleton className="h-5 w-32" />
      </div>
      <div className="grid gap-3 p-4">
        <Skeleton className="h-20" />
        <Skeleton className="h-72" />
      </div>
    </div>
  );
}
