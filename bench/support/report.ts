import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";

/** One measured thing beside its limit or peer, both of the same run. */
export type Row = {
  name: string;
  value: number;
  unit: "requests/s" | "ms";
  peer: string;
  peerValue: number;
  /** Value divided by peer: what is compared between runs, as absolute figures drift. */
  ratio: number;
  /** What the value may be at most; absent where only the ratio tells. */
  limit?: number;
  /** Spread or a second percentile, in words. */
  note: string;
};

/** A row with its ratio worked out. */
export function row(facts: Omit<Row, "ratio">): Row {
  return { ...facts, ratio: facts.value / facts.peerValue };
}

/** What this machine is, with its load average now. */
export function machine() {
  const [first] = cpus();
  return {
    cpu: first?.model ?? "unknown",
    cores: cpus().length,
    memory_gb: Math.round(totalmem() / 1024 ** 3),
    platform: `${process.platform}-${process.arch}`,
    node: process.version,
    load_average: loadavg().map((load) => Math.round(load * 100) / 100),
  };
}

const isOver = ({ value, limit }: Row) => limit !== undefined && value > limit;

/**
 * Prints the rows as a table, those over their limit marked, and writes them with the machine's facts to
 * `bench/results.json`. Returns whether each row keeps its limit.
 */
export function report(rows: Row[], before: ReturnType<typeof machine>): boolean {
  const after = machine();
  const cells = rows.map((one) => [
    isOver(one) ? `OVER  ${one.name}` : one.name,
    `${one.value.toFixed(one.unit === "ms" ? 1 : 0)} ${one.unit}`,
    `${one.peerValue.toFixed(one.unit === "ms" ? 1 : 0)} ${one.unit}`,
    one.ratio.toFixed(2),
    one.peer,
    one.note,
  ]);
  console.log(table([["what", "measured", "beside", "ratio", "beside what", "note"], ...cells]));
  console.log(
    `\n${after.cores} cores (${after.cpu}), Node ${after.node}; ` +
      `load average ${before.load_average.join(" ")} before, ${after.load_average.join(" ")} after`,
  );
  const results = {
    date: new Date().toISOString(),
    machine: { ...after, load_average_before: before.load_average },
    rows: rows.map((one) => ({
      ...one,
      value: rounded(one.value),
      peerValue: rounded(one.peerValue),
      ratio: rounded(one.ratio),
      is_over: isOver(one),
    })),
  };
  mkdirSync("bench", { recursive: true });
  writeFileSync("bench/results.json", `${JSON.stringify(results, null, 2)}\n`);
  const over = rows.filter(isOver).length;
  if (over > 0) console.error(`\n${over} of ${rows.length} rows are over their limit.`);
  return over === 0;
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;

function table(lines: string[][]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
