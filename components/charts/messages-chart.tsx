"use client";

import { TwoSeriesPlot } from "./two-series-plot";

export type TwoSeries = {
  points: { label: string; first: number; second: number }[];
  names: { first: string; second: string };
  kind: "bars" | "lines";
};

/** A plot of two counts over time, and the same as a table for readers or on wish. */
export function MessagesChart({
  timeName,
  tableName,
  ...series
}: TwoSeries & { timeName: string; tableName: string }) {
  return (
    <>
      <div className="h-56" aria-hidden="true">
        <TwoSeriesPlot {...series} />
      </div>
      <details className="mt-2 text-secondary">
        <summary className="cursor-pointer text-meta text-muted-foreground">{tableName}</summary>
        <table className="mt-1 w-full max-w-sm text-left tabular-nums">
          <thead className="text-meta text-muted-foreground">
            <tr>
              <th scope="col">{timeName}</th>
              <th scope="col">{series.names.first}</th>
              <th scope="col">{series.names.second}</th>
            </tr>
          </thead>
          <tbody>
            {series.points.map((point) => (
              <tr key={point.label}>
                <th scope="row" className="font-normal">
                  {point.label}
                </th>
                <td>{point.first}</td>
                <td>{point.second}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
