import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/states/skeleton";

const cards = ["a", "b", "c", "d", "e", "f", "g", "h"];

export default function Loading() {
  const t = useTranslations("common");
  return (
    <div role="status" aria-label={t("loading")} className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-12 items-center border-b bg-surface px-4">
        <Skeleton className="h-5 w-32" />
      </div>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(140px,1fr))] gap-3 p-4 sm:grid-cols-[repeat(auto-fill,minmax(168px,1fr))]">
        {cards.map((key) => (
          <Skeleton key={key} className="h-44 rounded-card" />
        ))}
      </div>
    </div>
  );
}
