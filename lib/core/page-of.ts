import { encodeCursor } from "./cursor";
import type { Page } from "./schemas";

/** A page of rows that were read with one more than `limit`; the last shown row's key is the cursor. */
export function pageOf<Row, T>(
  rows: Row[],
  limit: number,
  toResult: (row: Row) => T,
  keyOf: (last: Row) => Parameters<typeof encodeCursor>[0],
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    results: shown.map((row) => toResult(row)),
    next_cursor: rows.length > limit && last ? encodeCursor(keyOf(last)) : null,
  };
}
