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
  const delimiters = fc.constantFrom(",", ";", "\t");
  await fc.assert(
    fc.asyncProperty(rows, delimiters, async (batches, delimiter) => {
      const stream = toCsvStream(["a", "b"], batchesOf(batches), delimiter);
      const text = await new Response(stream).text();
      const read = parse(text, { bom: true, record_delimiter: "\r\n", delimiter }) as string[][];
      const safe = batches.flat().map((row) => row.map((one) => defuseCell(one, delimiter)));
      expect(read.slice(1)).toEqual(safe);
    }),
    { numRuns: 60 },
  );
});

test("writes numbers with the decimal sign that goes with the delimiter", async () => {
  const rows = [[[1.5, 20, "1.5", null]]];
  async function* batches() {
    yield* rows;
  }
  const write = async (delimiter: ";" | ",") =>
    new Response(toCsvStream(["a", "b", "c", "d"], batches(), delimiter)).text();
  expect(await write(";")).toContain("\r\n1,5;20;1.5;\r\n");
  expect(await write(",")).toContain("\r\n1.5,20,1.5,\r\n");
});
