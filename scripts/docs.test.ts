import { existsSync, globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const promises = readFileSync("docs/promises.md", "utf8");
const numbers = [...promises.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));

it("docs/promises.md numbers each promise once and names a file for it that exists", () => {
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  expect(numbers.slice(0, 33)).toEqual(Array.from({ length: 33 }, (_, at) => at + 1));
  for (const promise of promises.split(/^(?=\d+\. )/m).slice(1)) {
    const files = [...promise.matchAll(/`([\w./-]+\.tsx?)`/g)].map(([, file = ""]) => file);
    expect(files.length, promise).toBeGreaterThan(0);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  }
});

it("comments point only at documents that are here", () => {
  const sources = globSync(
    "{app,bench,bot,components,db,dev,i18n,jobs,lib,scripts,tests}/**/*.{ts,tsx,mjs}",
  );
  expect(sources.length).toBeGreaterThan(500);
  for (const source of sources) {
    const text = readFileSync(source, "utf8");
    for (const [, file = ""] of text.matchAll(/(?<![\w`"*/.-])([\w./-]+\.md)\b/g)) {
      expect(existsSync(file), `${source}: ${file}`).toBe(true);
    }
    for (const [, number] of text.matchAll(/[Pp]romise (\d+)/g)) {
      expect(numbers, source).toContain(Number(number));
    }
  }
});
