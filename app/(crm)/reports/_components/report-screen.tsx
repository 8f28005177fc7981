"use client";

import { ArrowLeft, Download } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { LoadBars } from "@/components/charts/load-bars";
import { MessagesChart } from "@/components/charts/messages-chart";
import { useLive } from "@/components/live/live-provider";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { useReason } from "@/components/ui/use-reason";
import type { Report, ReportResult } from "@/lib/reports/schemas";
import { ReportTable } from "./report-table";
import { useDays } from "./use-days";

/** A report's page: the trend by day, bars and the table of its rows; while it is made, how far. */
export function ReportScreen({ report }: { report: Report }) {
  const t = useTranslations("reports");
  const days = useDays();
  const reason = useReason(report);
  const router = useRouter();
  const { on } = useLive();
  const isMaking = report.status === "queued" || report.status === "running";
  useEffect(() => {
    if (!isMaking) return;
    const timer = setInterval(() => router.refresh(), 3000);
    const stop = on("report.changed", ({ reportId }) => reportId === report.id && router.refresh());
    return () => {
      clearInterval(timer);
      stop();
    };
  }, [isMaking, on, report.id, router]);
  return (
    <>
      <PageHeader title={days.range(report.from_day, report.to_day)}>
        <Button asChild variant="ghost">
          <Link href="/reports">
            <ArrowLeft aria-hidden="true" />
            <span className="max-sm:sr-only">{t("back")}</span>
          </Link>
        </Button>
        {report.status === "done" ? (
          <Button asChild variant="outline">
            <a href={`/api/reports/${report.id}/csv/`}>
              <Download aria-hidden="true" />
              {t("csv")}
            </a>
          </Button>
        ) : null}
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-y-auto p-4">
        {isMaking ? <p role="status">{t("pending", { progress: report.progress })}</p> : null}
        {report.status === "failed" ? (
          <p role="alert" className="text-destructive">
            {reason}
          </p>
        ) : null}
        {report.result ? <Result result={report.result} /> : null}
      </div>
    </>
  );
}

function Result({ result }: { result: ReportResult }) {
  const t = useTranslations("reports");
  const days = useDays();
  return (
    <div className="grid gap-4">
      <Panel title={t("trend")}>
        <MessagesChart
          kind="lines"
          names={{ first: t("messagesIn"), second: t("messagesOut") }}
          points={result.days.map((day) => ({
            label: days.day(day.day),
            first: day.messages_in,
            second: day.messages_out,
          }))}
          timeName={t("day")}
          tableName={t("asTable")}
        />
      </Panel>
      <Panel title={t("bars")}>
        <LoadBars
          bars={result.rows.map((row) => ({
            id: String(row.id),
            name: row.name ?? t("nobody"),
            value: row.messages_out,
            limit: 0,
          }))}
        />
      </Panel>
      <Panel title={t("table")}>
        <ReportTable rows={result.rows} />
      </Panel>
    </div>
  );
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card className="min-w-0 p-4">
      <h2 className="mb-3 font-semibold">{title}</h2>
      {children}
    </Card>
  );
}
