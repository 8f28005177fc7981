import Link from "next/link";
import { cn } from "@/components/ui/cn";

export type LoadBar = {
  id: string;
  name: string;
  value: number;
  limit: number;
  href?: string;
  note?: string;
};

/** Horizontal bars with their numbers: a list that reads well without seeing the bars. */
export function LoadBars({ bars }: { bars: LoadBar[] }) {
  const widest = Math.max(1, ...bars.map(({ value, limit }) => Math.max(value, limit)));
  return (
    <ul className="grid gap-2 text-secondary">
      {bars.map(({ id, name, value, limit, href, note }) => (
        <li
          key={id}
          className="grid grid-cols-[minmax(0,10rem)_minmax(0,1fr)_auto] items-center gap-3"
        >
          <span className="truncate" title={name}>
            {href ? (
              <Link href={href} className="underline-offset-2 hover:underline">
                {name}
              </Link>
            ) : (
              name
            )}
            {note ? <span className="ml-1 text-meta text-muted-foreground">{note}</span> : null}
          </span>
          <span aria-hidden="true" className="relative h-2 rounded-full bg-muted">
            <span
              className={cn(
                "absolute inset-y-0 left-0 rounded-full",
                limit > 0 && value >= limit ? "bg-status-unknown" : "bg-primary",
              )}
              style={{ width: `${(value / widest) * 100}%` }}
            />
          </span>
          <span className="tabular-nums">{limit > 0 ? `${value} / ${limit}` : value}</span>
        </li>
      ))}
    </ul>
  );
}
