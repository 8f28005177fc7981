"use client";

import { CircleAlert, ContactRound, Download, FileUp, Plus, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback, useMemo, useState } from "react";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states/empty-state";
import { lazyPart } from "@/components/ui/states/lazy-part";
import { Skeleton } from "@/components/ui/states/skeleton";
import { stored, useStored } from "@/components/ui/stored";
import { clientSorts, maxClientCount } from "@/lib/clients/terms";
import { type Selection, usualColumns } from "./client-columns";
import { ClientFilters } from "./client-filters";
import { ClientTable } from "./client-table";
import { ColumnMenu } from "./column-menu";
import type { DeskFacts } from "./desk-facts";
import { filterQuery, useAddress } from "./use-address";
import { useBulkChange } from "./use-bulk-change";
import { useClientList } from "./use-client-list";
import { useIsPhone } from "./use-is-phone";

const NewClientDialog = lazyPart(async () => (await import("./new-client-dialog")).NewClientDialog);
const ImportDialog = lazyPart(async () => (await import("./import-dialog")).ImportDialog);
const ClientCards = lazyPart(async () => (await import("./client-cards")).ClientCards);
const BulkBar = lazyPart(
  async () => (await import("./bulk-bar")).BulkBar,
  <div className="h-11 shrink-0 border-b bg-accent" />,
);

const columns = stored("clients:columns", usualColumns, (kept) =>
  typeof kept === "object" ? (kept as Record<string, boolean> | null) : null,
);

/** The clients: search, filters and order in the address, a live table, and what can be done with many. */
export function ClientsScreen({ facts }: { facts: DeskFacts }) {
  const t = useTranslations("clients");
  const { params, set } = useAddress();
  const query = filterQuery(params);
  const sort = clientSorts.find((known) => known === params.get("sort")) ?? "-created_at";
  const list = useClientList(query, sort);
  const [selection, setSelection] = useState<Selection>({});
  const visibility = useStored(columns);
  const [open, setOpen] = useState<"new" | "import" | null>(null);
  const close = () => setOpen(null);
  const isPhone = useIsPhone();
  const names = useMemo(
    () => ({
      operators: new Map(facts.operators.map(({ id, name }) => [id, name])),
      departments: new Map(facts.departments.map(({ id, name }) => [id, name])),
    }),
    [facts],
  );
  const change = useBulkChange(() => void list.follow());
  const items = list.items ?? [];
  const selected = items.filter(({ id }) => selection[id]);

  const [asked, setAsked] = useState(query);
  if (asked !== query) {
    setAsked(query);
    setSelection({});
  }

  const toggleColumn = (id: string) =>
    columns.write({ ...visibility, [id]: visibility[id] === false });
  const sortBy = (field: string) =>
    set({ sort: sort === field ? `-${field}` : sort === `-${field}` ? field : firstOrder(field) });
  const clear = () =>
    set({
      search: null,
      status: null,
      department_id: null,
      assigned_operator_id: null,
      tag_id: null,
    });
  const reloadAll = () => {
    setSelection({});
    void list.reload();
  };
  const { fetchNextPage } = list;
  const loadMore = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);

  const isLead = facts.role !== "operator";
  return (
    <>
      <PageHeader title={t("title")}>
        <p role="status" className="mr-2 text-muted-foreground text-secondary tabular-nums">
          {list.total === undefined
            ? null
            : list.total >= maxClientCount
              ? t("countCapped", { count: maxClientCount })
              : t("count", { count: list.total })}
        </p>
        {isPhone ? null : <ColumnMenu visibility={visibility} onToggle={toggleColumn} />}
        {isLead ? (
          <>
            <Button asChild variant="outline">
              <a href={`/api/clients/export/?${query}&sort=${sort}`} download>
                <Download aria-hidden="true" />
                <span className="max-sm:sr-only">{t("export")}</span>
              </a>
            </Button>
            <Button variant="outline" onClick={() => setOpen("import")}>
              <FileUp aria-hidden="true" />
              <span className="max-sm:sr-only">{t("import")}</span>
            </Button>
            {open === "import" ? <ImportDialog onClose={close} onDone={reloadAll} /> : null}
          </>
        ) : null}
        <Button onClick={() => setOpen("new")}>
          <Plus aria-hidden="true" />
          <span className="max-sm:sr-only">{t("add")}</span>
        </Button>
        {open === "new" ? (
          <NewClientDialog facts={facts} onClose={close} onAdded={reloadAll} />
        ) : null}
      </PageHeader>
      <div className="shrink-0 border-b bg-surface px-4 py-2">
        <ClientFilters
          facts={facts}
          withStatus
          sort={isPhone ? { value: sort, onChoose: (value) => set({ sort: value }) } : undefined}
        />
      </div>
      {selected.length > 0 ? (
        <BulkBar
          selected={selected}
          facts={facts}
          onChange={(wanted) =>
            void change(
              selected.map(({ id }) => id),
              wanted,
            )
          }
          onClear={() => setSelection({})}
          onGone={reloadAll}
        />
      ) : null}
      {list.isLoadingError ? (
        <EmptyState
          icon={CircleAlert}
          title={t("failed")}
          action={<RetryButton onClick={reloadAll} />}
        />
      ) : list.isPending ? (
        <Rows />
      ) : items.length === 0 ? (
        <EmptyState
          icon={query ? SearchX : ContactRound}
          title={query ? t("notFound") : t("empty")}
          action={
            query ? (
              <Button variant="outline" onClick={clear}>
                {t("clear")}
              </Button>
            ) : undefined
          }
        >
          {query ? t("notFoundHint") : t("emptyHint")}
        </EmptyState>
      ) : isPhone ? (
        <ClientCards
          clients={items}
          names={names}
          selection={selection}
          onSelect={setSelection}
          hasMore={list.hasNextPage}
          loadMore={loadMore}
        />
      ) : (
        <ClientTable
          clients={items}
          names={names}
          visibility={visibility}
          selection={selection}
          onSelect={setSelection}
          sort={sort}
          onSort={sortBy}
          hasMore={list.hasNextPage}
          loadMore={loadMore}
        />
      )}
      {list.isFetchingNextPage ? (
        <p role="status" className="sr-only">
          {t("loadingMore")}
        </p>
      ) : null}
    </>
  );
}

/** Names begin with A, times with the latest. */
function firstOrder(field: string): string {
  return field === "name" ? field : `-${field}`;
}

function RetryButton({ onClick }: { onClick: () => void }) {
  const t = useTranslations("common");
  return (
    <Button variant="outline" onClick={onClick}>
      {t("retry")}
    </Button>
  );
}

function Rows() {
  return (
    <div className="grid gap-2 p-4" aria-busy="true">
      {["a", "b", "c", "d", "e", "f", "g", "h"].map((key) => (
        <Skeleton key={key} className="h-8" />
      ))}
    </div>
  );
}
