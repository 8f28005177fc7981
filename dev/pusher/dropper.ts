/** Decides which events are dropped; the same ones in every run (a linear congruential generator). */
export function dropper(rate: number): () => boolean {
  let state = 42;
  return () => {
    if (rate <= 0) return false;
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32 < rate;
  };
}
