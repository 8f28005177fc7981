/** The value below which `share` (0–1) of the sample lies; throws on an empty sample. */
export function percentile(sample: number[], share: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  if (value === undefined) throw new Error("an empty sample has no percentile");
  return value;
}

/** The middle of a sample. */
export const median = (sample: number[]) => percentile(sample, 0.5);
