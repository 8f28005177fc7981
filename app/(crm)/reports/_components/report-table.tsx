"use client";

import { useTranslations } from "next-intl";
import { useDuration } from "@/components/charts/use-duration";
import type { ReportRow } from "@/lib/reports/schemas";

const statuses = ["lead", "active", "inactive", "closed"] as const;

/** The report's rows; scrolls sideways by itself where the screen is narrow. */
export function ReportTable({ rows }: { rows: ReportRow[] }) {
  const t = useTranslations("reports");
  const status = useTranslations("clientStatus");
  const duration = useDuration();
  return (
    <section className="overflow-x-auto" aria-label={t("table")} tabIndex={0}>
      <table className="w-full text-left text-secondary tabular-nums">
        <thead className="text-meta text-muted-foreground">
          <tr className="h-9 border-b [&>th:not(:first-child)]:pl-6 [&>th:not(:first-child)]:text-right [&>th]:whitespace-nowrap [&>th]:font-medium">
            <th scope="col">{t("name")}</th>
            <th scope="col">{t("messagesIn")}</th>
            <th scope="col">{t("messagesOut")}</th>
            <th scope="col">{t("casesOpened")}</th>
            <th scope="col">{t("casesClosed")}</th>
            <th scope="col">{t("median")}</th>
            <th scope="col">{t("p90")}</th>
            <th scope="col">{t("resolution")}</th>
            {statuses.map((one) => (
              <th scope="col" key={one}>
                {status(one)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr
              key={row.id}
              className="h-9 border-b last:border-0 [&>td]:whitespace-nowrap [&>td]:pl-6 [&>td]:text-right"
            >
              <th scope="row" className="whitespace-nowrap font-medium">
                {row.name ?? t("nobody")}
              </th>
              <td>{row.messages_in}</td>
              <td>{row.messages_out}</td>
              <td>{row.cases_opened}</td>
              <td>{row.cases_closed}</td>
              <td>{duration(row.first_response_median_seconds)}</td>
              <td>{duration(row.first_response_p90_seconds)}</td>
              <td>{duration(row.resolution_median_seconds)}</td>
              {statuses.map((one) => (
                <td key={one}>{row.statuses[one]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
