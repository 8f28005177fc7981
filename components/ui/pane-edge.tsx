"use client";

import { type KeyboardEvent, type PointerEvent, useEffect, useMemo } from "react";
import { cn } from "./cn";
import { stored, useStored } from "./stored";

const usual = 320;
const min = 240;
const max = 480;

/**
 * The edge of a pane that changes the pane's width: drag it, or arrow keys; a double click brings the
 * usual 320 px back. The width is a CSS variable `--pane-<name>`, kept in this browser.
 */
export function PaneEdge({
  name,
  side,
  label,
  className,
}: {
  name: string;
  /** The pane's edge it lies on. */
  side: "left" | "right";
  label: string;
  className?: string;
}) {
  const kept = useMemo(
    () => stored<number>(`pane.${name}`, usual, (width) => Number(width) || null),
    [name],
  );
  const width = useStored(kept);

  useEffect(() => {
    document.documentElement.style.setProperty(`--pane-${name}`, `${width}px`);
  }, [name, width]);

  const change = (wanted: number) => kept.write(Math.round(Math.min(max, Math.max(min, wanted))));

  function drag(event: PointerEvent<HTMLDivElement>) {
    const edge = event.currentTarget;
    const from = event.clientX;
    edge.setPointerCapture(event.pointerId);
    edge.onpointermove = (move) => {
      const by = move.clientX - from;
      change(width + (side === "right" ? by : -by));
    };
    edge.onlostpointercapture = () => {
      edge.onpointermove = null;
    };
  }

  function step(event: KeyboardEvent) {
    const by = event.key === "ArrowRight" ? 16 : event.key === "ArrowLeft" ? -16 : 0;
    if (by === 0) return;
    event.preventDefault();
    change(width + (side === "right" ? by : -by));
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be focused and moved
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={step}
      onDoubleClick={() => change(usual)}
      className={cn(
        "absolute inset-y-0 z-10 w-1.5 cursor-col-resize touch-none transition-colors hover:bg-primary/30 focus-visible:bg-primary/40",
        side === "right" ? "-right-[3px]" : "-left-[3px]",
        className,
      )}
    />
  );
}
