/** Round steps for a count's axis: from 0 to at least `highest`, about four lines, whole numbers. */
export function axisTicks(highest: number): number[] {
  const rough = Math.max(1, highest) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, [1, 2, 2.5, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? 1);
  const whole = Math.ceil(step);
  const count = Math.max(1, Math.ceil(highest / whole));
  return Array.from({ length: count + 1 }, (_, index) => index * whole);
}

/** Every how many points a label stands, so that neighbours are at least `gap` pixels apart. */
export function labelStep(count: number, width: number, gap: number): number {
  return Math.max(1, Math.ceil((count * gap) / Math.max(1, width)));
}
