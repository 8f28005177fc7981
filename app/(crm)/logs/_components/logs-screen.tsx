"use client";

import { keepPreviousData } from "@tanstack/react-query";
import { Download, ScrollText, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTimeZone } from "@/components/charts/use-time-zone";
import { useAddress } from "@/components/clients/use-address";
import { usePages } from "@/components/data/use-pages";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states/empty-state";
import { Skeleton } from "@/components/ui/states/skeleton";
import type { Log } from "@/lib/logs/schemas";
import { LogFilters } from "./log-filters";
import { LogTable } from "./log-table";

export type Person = { id: number; name: string };

const filterNames = ["operator_id", "action", "client_id", "from", "to", "ip"] as const;

/** The operator log: filters in the address, lines by cursor, CSV of the same filter. */
export function LogsScreen({ people }: { people: Person[] }) {
  const t = useTranslations("logs");
  const { params, set } = useAddress();
  const timeZone = useTimeZone();
  const query = new URLSearchParams();
  for (const name of filterNames) {
    const value = params.get(name);
    if (value) query.set(name, value);
  }
  const isFiltered = query.size > 0;
  query.set("time_zone", timeZone ?? "UTC");
  return (
    <>
      <PageHeader title={t("title")}>
        <Button asChild variant="outline">
          <a href={`/api/logs/export/?${query}`} download>
            <Download aria-hidden="true" />
            {t("export")}
          </a>
        </Button>
      </PageHeader>
      <LogFilters
        people={people}
        params={params}
        set={set}
        timeZone={timeZone ?? "UTC"}
        onClear={
          isFiltered
            ? () => set(Object.fromEntries(filterNames.map((name) => [name, null])))
            : undefined
        }
      />
      {timeZone ? <Lines query={query.toString()} people={people} set={set} /> : <Waiting />}
    </>
  );
}

function Lines({
  query,
  people,
  set,
}: {
  query: string;
  people: Person[];
  set: (changes: Record<string, string | null>) => void;
}) {
  const t = useTranslations("logs");
  const common = useTranslations("common");
  const lines = usePages<Log>(["logs", `/api/logs/?${query}`], {
    placeholderData: keepPreviousData,
  });
  const { items } = lines;
  if (lines.isLoadingError) {
    return (
      <EmptyState
        icon={TriangleAlert}
        title={t("failed")}
        action={<Button onClick={() => void lines.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  if (!items) return <Waiting />;
  if (items.length === 0) {
    return (
      <EmptyState icon={ScrollText} title={t("empty")}>
        {t("emptyHint")}
      </EmptyState>
    );
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto" aria-busy={lines.isPlaceholderData}>
      <LogTable lines={items} people={people} onFilter={set} />
      {lines.hasNextPage ? (
        <div className="grid place-items-center p-4">
          <Button
            variant="outline"
            isUnavailable={lines.isFetchingNextPage}
            onClick={() => void lines.more()}
          >
            {common("loadMore")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Waiting() {
  return (
    <div className="grid gap-2 p-4">
      {[1, 2, 3, 4, 5, 6, 7, 8].map((row) => (
        <Skeleton key={row} className="h-7" />
      ))}
    </div>
  );
}
