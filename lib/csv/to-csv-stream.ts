import { stringify } from "csv-stringify/sync";
import { type Delimiter, defuseCell } from "./defuse-cell";

export type CsvCell = string | number | null;

/**
 * A CSV (RFC 4180, UTF-8 with a mark so that spreadsheets read Cyrillic) made batch by batch while it
 * is read: nothing is kept, and the next batch is asked for only when there is room. Texts are defused.
 * Between semicolons, as where the decimal sign is a comma, numbers have one.
 */
export function toCsvStream(
  header: string[],
  batches: AsyncIterable<CsvCell[][]>,
  delimiter: Delimiter = ",",
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const rows = batches[Symbol.asyncIterator]();
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(`\uFEFF${lines([header], delimiter)}`));
    },
    async pull(controller) {
      // A pull that brings nothing is never repeated: empty batches are passed over here.
      for (;;) {
        const { done, value } = await rows.next();
        if (done) return controller.close();
        if (value.length > 0) return controller.enqueue(encoder.encode(lines(value, delimiter)));
      }
    },
    async cancel() {
      await rows.return?.();
    },
  });
}

function lines(rows: CsvCell[][], delimiter: Delimiter): string {
  const safe = rows.map((row) =>
    row.map((cell) => {
      if (typeof cell === "string") return defuseCell(cell, delimiter);
      return delimiter === ";" && cell !== null ? String(cell).replace(".", ",") : cell;
    }),
  );
  return stringify(safe, { record_delimiter: "windows", delimiter });
}
