"use client";

import { Download, FileChartColumn, RotateCcw, Trash2, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/overlay/toast";
import { RelativeTime } from "@/components/ui/relative-time";
import { EmptyState } from "@/components/ui/states/empty-state";
import { Skeleton } from "@/components/ui/states/skeleton";
import { useReason } from "@/components/ui/use-reason";
import { callApi } from "@/lib/api-client/call-api";
import type { ListedReport } from "@/lib/reports/schemas";
import { ReportForm } from "./report-form";
import { useDays } from "./use-days";
import { useReports } from "./use-reports";

/** Milliseconds in which a deletion can be taken back. */
const undoTime = 7000;

/** Asks for reports and keeps them: state, page, CSV, again, delete with undo. */
export function ReportsScreen({
  departments,
  isOwnOnly,
}: {
  departments: { id: number; name: string }[];
  /** An operator: a report of one's own work, nothing to choose. */
  isOwnOnly: boolean;
}) {
  const t = useTranslations("reports");
  const days = useDays();
  const { data, isError: hasFailed, refetch: reload } = useReports();
  const [hidden, setHidden] = useState<number[]>([]);
  const leaving = useRef(new Map<number, ReturnType<typeof setTimeout>>());

  useEffect(() => {
    const waiting = leaving.current;
    // Leaving the screen is no undo: what was deleted goes at once.
    return () => {
      for (const [id, timer] of waiting) {
        clearTimeout(timer);
        void callApi(`/api/reports/${id}/`, { method: "DELETE" }).catch(() => undefined);
      }
      waiting.clear();
    };
  }, []);

  const act = (path: string, body?: unknown, method = "POST") =>
    callApi(path, { method, ...(body ? { body } : {}) }).then(
      () => reload(),
      () => void toast.error(t("actFailed")),
    );

  function remove(id: number) {
    setHidden((before) => [...before, id]);
    const show = () => setHidden((before) => before.filter((one) => one !== id));
    const timer = setTimeout(() => {
      leaving.current.delete(id);
      void act(`/api/reports/${id}/`, undefined, "DELETE").then(show);
    }, undoTime);
    leaving.current.set(id, timer);
    toast(t("deleted"), {
      duration: undoTime,
      action: {
        label: t("undo"),
        onClick() {
          clearTimeout(timer);
          if (leaving.current.delete(id)) show();
        },
      },
    });
  }

  const shown = data?.results.filter(({ id }) => !hidden.includes(id));
  return (
    <>
      <PageHeader title={t("title")} />
      <ReportForm departments={departments} isOwnOnly={isOwnOnly} onMade={() => void reload()} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        {hasFailed ? <EmptyState icon={TriangleAlert} title={t("failed")} /> : null}
        {!shown && !hasFailed ? <Skeleton className="m-4 h-24" /> : null}
        {shown?.length === 0 ? (
          <EmptyState icon={FileChartColumn} title={t("empty")}>
            {t("emptyHint")}
          </EmptyState>
        ) : null}
        <ul className="divide-y">
          {shown?.map((report) => (
            <li
              key={report.id}
              className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2"
            >
              <Link
                href={`/reports/${report.id}`}
                className="font-medium tabular-nums underline-offset-2 hover:underline"
              >
                {days.range(report.from_day, report.to_day)}
              </Link>
              <span className="text-muted-foreground text-secondary">{t(report.group_by)}</span>
              <State report={report} />
              <RelativeTime
                at={report.created_at}
                className="mr-auto text-meta text-muted-foreground"
              />
              {report.status === "failed" ? (
                <Button
                  variant="outline"
                  onClick={() => void act(`/api/reports/${report.id}/retry/`)}
                >
                  {t("retry")}
                </Button>
              ) : null}
              {report.status === "done" ? (
                <>
                  <Button asChild variant="ghost" size="icon">
                    <a href={`/api/reports/${report.id}/csv/`} aria-label={t("csv")}>
                      <Download aria-hidden="true" />
                    </a>
                  </Button>
                  <Button
                    variant="ghost"
                    size="icon"
                    aria-label={t("repeat")}
                    onClick={() => void act("/api/reports/", sameReport(report))}
                  >
                    <RotateCcw aria-hidden="true" />
                  </Button>
                </>
              ) : null}
              <Button
                variant="ghost"
                size="icon"
                aria-label={t("delete")}
                onClick={() => remove(report.id)}
              >
                <Trash2 aria-hidden="true" />
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

function State({ report }: { report: ListedReport }) {
  const t = useTranslations("reports");
  const reason = useReason(report);
  if (report.status === "failed") {
    return (
      <span className="text-secondary text-status-failed">
        {t("failedState")}: {reason}
      </span>
    );
  }
  if (report.status === "running") {
    return (
      <span className="flex items-center gap-2 text-secondary tabular-nums">
        <progress
          value={report.progress}
          max={100}
          className="h-1.5 w-24 accent-primary"
          aria-label={t("title")}
        />
        {t("running", { progress: report.progress })}
      </span>
    );
  }
  return <span className="text-secondary text-muted-foreground">{t(report.status)}</span>;
}

function sameReport({ group_by, from_day, to_day, time_zone, department_id }: ListedReport) {
  return { group_by, from_day, to_day, time_zone, ...(department_id ? { department_id } : {}) };
}
