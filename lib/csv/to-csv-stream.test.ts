import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { defuseCell } from "./defuse-cell";
import { toCsvStream } from "./to-csv-stream";

async function* batchesOf(batches: string[][][]) {
  yield* batches;
}

test("begins with a mark for spreadsheets and passes over empty batches", async () => {
  const stream = toCsvStream(["a", "b"], batchesOf([[], [["Анна", "=1"]], []]));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toBe("a,b\r\nАнна,'=1\r\n");
});

test("asks for the next batch only when there is room, and stops when the reader leaves", async () => {
  let asked = 0;
  let isClosed = false;
  async function* endless() {
    try {
      for (;;) {
        asked++;
        yield [["x"]];
      }
    } finally {
      isClosed = true;
    }
  }
  const reader = toCsvStream(["a"], endless()).getReader();
  await reader.read();
  await reader.read();
  expect(asked).toBeLessThanOrEqual(3);
  await reader.cancel();
  expect(isClosed).toBe(true);
});

test("a parser reads back every cell, defused", async () => {
  const cell = fc.string({ unit: "grapheme" });
  const rows = fc.array(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 })));
  await fc.assert(
    fc.asyncProperty(rows, async (batches) => {
      const text = await new Response(toCsvStream(["a", "b"], batchesOf(batches))).text();
      const read = parse(text, { bom: true, record_delimiter: "\r\n" }) as string[][];
      expect(read.slice(1)).toEqual(batches.flat().map((row) => row.map(defuseCell)));
    }),
    { numRuns: 60 },
  );
});
