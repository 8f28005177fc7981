"use client";

import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LoadBars } from "@/components/charts/load-bars";
import { MessagesChart } from "@/components/charts/messages-chart";
import { useDuration } from "@/components/charts/use-duration";
import { useTimeZone } from "@/components/charts/use-time-zone";
import { useAddress } from "@/components/clients/use-address";
import { PageHeader } from "@/components/shell/page-header";
import { Card } from "@/components/ui/card";
import { NameOptions } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/input";
import { EmptyState } from "@/components/ui/states/empty-state";
import { Skeleton } from "@/components/ui/states/skeleton";
import { dayOf } from "@/lib/core/days";
import type { Statistics } from "@/lib/statistics/schemas";
import { BotPanel } from "./bot-panel";
import { useStatistics } from "./use-statistics";

const periods = ["today", "7d", "30d"] as const;

/** Today at a glance: figures that lead to the lists behind them, plots, the team's load, the bot. */
export function DashboardScreen({ departments }: { departments: { id: number; name: string }[] }) {
  const t = useTranslations("dashboard");
  const { params, set } = useAddress();
  const timeZone = useTimeZone();
  const period = periods.find((one) => one === params.get("period")) ?? "today";
  const department = params.get("department_id") ?? "";
  const query = new URLSearchParams({ period, time_zone: timeZone ?? "UTC" });
  if (department) query.set("department_id", department);
  const { data: figures, isError: hasFailed } = useStatistics(timeZone ? query.toString() : null);
  return (
    <>
      <PageHeader title={t("title")}>
        <div className="flex gap-2 max-sm:w-full">
          {departments.length > 0 ? (
            <NativeSelect
              className="sm:w-44"
              aria-label={t("department")}
              value={department}
              onChange={(event) => set({ department_id: event.target.value })}
            >
              <option value="">{t("anyDepartment")}</option>
              <NameOptions of={departments} />
            </NativeSelect>
          ) : null}
          <NativeSelect
            className="sm:w-32"
            aria-label={t("period")}
            value={period}
            onChange={(event) => set({ period: event.target.value })}
          >
            {periods.map((one) => (
              <option key={one} value={one}>
                {t(one)}
              </option>
            ))}
          </NativeSelect>
        </div>
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-y-auto p-4">
        {hasFailed ? (
          <p role="alert" className="mb-3 flex items-center gap-2 text-destructive text-secondary">
            <TriangleAlert aria-hidden="true" className="size-4" />
            {t("failedLoad")}
          </p>
        ) : null}
        {figures && timeZone ? (
          <Figures figures={figures} timeZone={timeZone} department={department} />
        ) : (
          <div className="grid gap-3">
            <Skeleton className="h-20" />
            <Skeleton className="h-72" />
          </div>
        )}
      </div>
    </>
  );
}

function Figures({
  figures,
  timeZone,
  department,
}: {
  figures: Statistics;
  timeZone: string;
  department: string;
}) {
  const t = useTranslations("dashboard");
  const format = useFormatter();
  const duration = useDuration();
  const { first_response: answers } = figures;
  const label = (at: string) =>
    format.dateTime(
      new Date(at),
      figures.period === "today"
        ? { hour: "numeric", minute: "2-digit", timeZone }
        : { day: "numeric", month: "short", timeZone },
    );
  const answered = t("answered", { count: answers.count });
  const inDepartment = department ? { department_id: department } : {};
  const chats = (filter: Record<string, string>) =>
    `/chat?${new URLSearchParams({ ...filter, ...inDepartment })}`;
  const undelivered = (delivery_status: "failed" | "unknown") =>
    chats({ view: "undelivered", delivery_status, since: figures.from });
  // The last day ends where the next one begins.
  const lastDay = dayOf(new Date(Date.parse(figures.to) - 1), timeZone);
  const days = { from: dayOf(new Date(figures.from), timeZone), to: lastDay };
  const report = `/reports?${new URLSearchParams({ ...days, ...inDepartment })}`;
  return (
    <div className="grid gap-4">
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-4 xl:grid-cols-7">
        <Figure name="open" href={chats({ view: "open" })} value={figures.open} />
        <Figure name="waiting" href={chats({ view: "waiting" })} value={figures.waiting} />
        <Figure name="unassigned" href={chats({ view: "unassigned" })} value={figures.unassigned} />
        <Figure
          name="median"
          href={report}
          value={duration(answers.median_seconds)}
          hint={answered}
        />
        <Figure name="p90" href={report} value={duration(answers.p90_seconds)} hint={answered} />
        <Figure
          name="failed"
          href={undelivered("failed")}
          value={figures.failed}
          isBad={figures.failed > 0}
        />
        <Figure
          name="unknown"
          href={undelivered("unknown")}
          value={figures.unknown}
          isBad={figures.unknown > 0}
        />
      </ul>
      <Panel title={t("messages")}>
        <MessagesChart
          kind={figures.period === "today" ? "bars" : "lines"}
          names={{ first: t("messagesIn"), second: t("messagesOut") }}
          points={figures.series.map((point) => ({
            label: label(point.at),
            first: point.messages_in,
            second: point.messages_out,
          }))}
          timeName={t("byTime")}
          tableName={t("asTable")}
        />
      </Panel>
      <div className="grid gap-4 lg:grid-cols-2">
        <Panel title={t("load")}>
          {figures.load.length === 0 ? (
            <EmptyState icon={TriangleAlert} title={t("nobody")} />
          ) : (
            <LoadBars
              bars={figures.load.map((one) => ({
                id: String(one.operator_id),
                name: one.name,
                value: one.open,
                limit: one.capacity,
                // All of the person's chats: load does not stop at a department.
                href: `/chat?view=open&operator_id=${one.operator_id}`,
                ...(one.is_on_duty ? {} : { note: t("offDuty") }),
              }))}
            />
          )}
        </Panel>
        {figures.bot ? (
          <Panel title={t("bot")}>
            <BotPanel bot={figures.bot} />
          </Panel>
        ) : null}
      </div>
    </div>
  );
}

function Figure({
  name,
  href,
  value,
  hint,
  isBad = false,
}: {
  name: "open" | "waiting" | "unassigned" | "median" | "p90" | "failed" | "unknown";
  href: string;
  value: number | string;
  hint?: string;
  isBad?: boolean;
}) {
  const t = useTranslations("dashboard");
  return (
    <li className="max-sm:last:col-span-2">
      <Link
        href={href}
        title={hint}
        data-testid={`figure-${name}`}
        className="block h-full rounded-card border bg-surface px-4 py-3 transition-colors hover:bg-muted"
      >
        <span
          className={`block font-semibold text-[24px] tabular-nums leading-8 ${isBad ? "text-status-failed" : ""}`}
        >
          {value}
        </span>
        <span className="block text-muted-foreground text-secondary">{t(name)}</span>
      </Link>
    </li>
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
