"use client";

import {
  Bar,
  BarChart,
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import type { TwoSeries } from "./messages-chart";

const tick = { fontSize: 12, fill: "var(--muted-foreground)" };
const colours = { first: "var(--muted-foreground)", second: "var(--primary)" };

/** Two counts over time: bars for hours, lines for a trend. Loaded lazily: recharts is heavy. */
export default function TwoSeriesPlot({ points, names, kind }: TwoSeries) {
  const Chart = kind === "bars" ? BarChart : LineChart;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <Chart
        data={points}
        margin={{ top: 4, right: 8, bottom: 0, left: -16 }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke="var(--border)" vertical={false} />
        <XAxis dataKey="label" tick={tick} stroke="var(--border)" minTickGap={16} />
        <YAxis allowDecimals={false} tick={tick} stroke="var(--border)" />
        <Tooltip
          cursor={{ fill: "var(--muted)", stroke: "var(--border)" }}
          contentStyle={{
            background: "var(--surface)",
            border: "1px solid var(--border)",
            borderRadius: 6,
            fontSize: 13,
          }}
        />
        <Legend wrapperStyle={{ fontSize: 12 }} />
        {(["first", "second"] as const).map((key) =>
          kind === "bars" ? (
            <Bar
              key={key}
              dataKey={key}
              name={names[key]}
              fill={colours[key]}
              radius={[2, 2, 0, 0]}
              isAnimationActive={false}
            />
          ) : (
            <Line
              key={key}
              dataKey={key}
              name={names[key]}
              stroke={colours[key]}
              strokeWidth={2}
              dot={false}
              isAnimationActive={false}
            />
          ),
        )}
      </Chart>
    </ResponsiveContainer>
  );
}
