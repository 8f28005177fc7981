"use client";

import { type PointerEvent, useEffect, useRef, useState } from "react";
import type { TwoSeries } from "./messages-chart";
import { axisTicks, labelStep } from "./plot-scale";

const colours = { first: "var(--muted-foreground)", second: "var(--primary)" };
const keys = ["first", "second"] as const;
/** Pixels around the plot: counts stand at the left, times below. */
const left = 36;
const bottom = 22;
const top = 6;
const labelGap = 52;

/** Two counts over time: bars for hours, lines for a trend; what is pointed at is told in numbers. */
export function TwoSeriesPlot({ points, names, kind }: TwoSeries) {
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(box);
  const [pointed, setPointed] = useState<number | null>(null);
  const ticks = axisTicks(Math.max(0, ...points.flatMap(({ first, second }) => [first, second])));
  const highest = ticks.at(-1) ?? 1;
  const room = Math.max(0, width - left);
  const step = room / Math.max(1, points.length);
  const y = (count: number) => top + (height - top - bottom) * (1 - count / highest);
  const middle = (index: number) => left + step * (index + 0.5);
  const every = labelStep(points.length, room, labelGap);
  const here = pointed === null ? undefined : points[pointed];

  function point(event: PointerEvent<HTMLDivElement>) {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left - left;
    const index = Math.floor(at / step);
    setPointed(index >= 0 && index < points.length ? index : null);
  }

  return (
    <div className="flex h-full flex-col">
      <div
        ref={box}
        className="relative min-h-0 flex-1"
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setPointed(null)}
      >
        <svg
          width={width}
          height={height}
          className="absolute inset-0 overflow-visible text-[12px]"
        >
          {pointed === null ? null : (
            <rect
              x={left + step * pointed}
              y={top}
              width={step}
              height={Math.max(0, height - top - bottom)}
              fill="var(--muted)"
            />
          )}
          {ticks.map((tick) => (
            <g key={tick} fill="var(--muted-foreground)">
              <line x1={left} x2={width} y1={y(tick)} y2={y(tick)} stroke="var(--border)" />
              <text x={left - 8} y={y(tick) + 4} textAnchor="end">
                {tick}
              </text>
            </g>
          ))}
          {points.map(({ label }, index) =>
            index % every === 0 ? (
              <text
                key={label}
                x={middle(index)}
                y={height - 6}
                textAnchor="middle"
                fill="var(--muted-foreground)"
              >
                {label}
              </text>
            ) : null,
          )}
          {kind === "bars"
            ? points.flatMap((one, index) =>
                keys.map((key, side) => (
                  <rect
                    key={`${one.label}-${key}`}
                    x={middle(index) + (side - 1) * step * 0.36 + side}
                    y={y(one[key])}
                    width={Math.max(1, step * 0.36 - 1)}
                    height={Math.max(0, y(0) - y(one[key]))}
                    rx={Math.min(2, step * 0.1)}
                    fill={colours[key]}
                  />
                )),
              )
            : keys.map((key) => (
                <polyline
                  key={key}
                  points={points.map((one, at) => `${middle(at)},${y(one[key])}`).join(" ")}
                  fill="none"
                  stroke={colours[key]}
                  strokeWidth={2}
                  strokeLinejoin="round"
                />
              ))}
        </svg>
        {here && pointed !== null ? (
          <div
            style={{ left: `clamp(4rem, ${middle(pointed)}px, calc(100% - 4rem))` }}
            className="-translate-x-1/2 pointer-events-none absolute top-0 rounded-control border bg-popover px-2 py-1 text-meta tabular-nums shadow-sm"
          >
            <p className="text-muted-foreground">{here.label}</p>
            {keys.map((key) => (
              <p key={key} className="whitespace-nowrap">
                {names[key]}: {here[key]}
              </p>
            ))}
          </div>
        ) : null}
      </div>
      <ul className="flex justify-center gap-4 pt-1 text-meta text-muted-foreground">
        {keys.map((key) => (
          <li key={key} className="flex items-center gap-1.5">
            <span className="size-2.5 rounded-[2px]" style={{ background: colours[key] }} />
            {names[key]}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** An element's size in pixels, kept. */
function useSize(box: React.RefObject<HTMLElement | null>) {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  return size;
}
