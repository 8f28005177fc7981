/** At most `count` acts at once; the others wait for a place, the first to come first. */
export function places(count: number): <T>(act: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = count;
  return async (act) => {
    if (free > 0) free--;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await act();
    } finally {
      // A place goes from hand to hand, so that nobody who comes later takes it.
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
