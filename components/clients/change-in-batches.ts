/** The most clients that the API takes at once. */
export const batchSize = 1000;

/**
 * Sends ids in batches and gathers what undoes them. Stops at the first refusal: what was done before
 * it is in `undo`, what stopped it in `failure`.
 */
export async function changeInBatches<Undo>(
  ids: number[],
  send: (ids: number[]) => Promise<{ undo: Undo[] }>,
): Promise<{ undo: Undo[]; failure: unknown }> {
  const undo: Undo[] = [];
  for (let at = 0; at < ids.length; at += batchSize) {
    try {
      undo.push(...(await send(ids.slice(at, at + batchSize))).undo);
    } catch (failure) {
      return { undo, failure };
    }
  }
  return { undo, failure: null };
}
