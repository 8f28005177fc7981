/** The tallest that a picture or video stands in the thread, in px. */
const tallest = 384;

/** The place of a picture or video before it loads, so that nothing jumps when it does. */
export function mediaBox(
  { width, height }: { width: number | null; height: number | null },
  most = tallest,
): { width: number; aspectRatio: string } {
  const wide = width || 320;
  const high = height || (width ? width * 0.75 : 240);
  return {
    width: Math.round(Math.min(wide, (most * wide) / high)),
    aspectRatio: `${wide} / ${high}`,
  };
}
