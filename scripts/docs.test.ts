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

it("docs/architecture.md has every event of a change in its table, and no other", () => {
  const declared = readFileSync("lib/effects/events.ts", "utf8");
  const events = [...declared.matchAll(/^ {2}"(\w+\.\w+)": /gm)].map(([, name = ""]) => name);
  expect(events.length).toBeGreaterThan(10);
  const page = readFileSync("docs/architecture.md", "utf8");
  const [, table = ""] = page.split(/^\| event +\|.*$/m);
  const rows = /(?:^\|.*\n)+/m.exec(table)?.[0] ?? "";
  const first = [...rows.matchAll(/^\| ([^|]*)\|/gm)].map(([, cell = ""]) => cell).join();
  const named = [...first.matchAll(/`(\w+\.\w+)`/g)].map(([, name = ""]) => name);
  expect(named.sort()).toEqual(events.sort());
});

it("CONTRIBUTING.md names files that exist", () => {
  const text = readFileSync("CONTRIBUTING.md", "utf8");
  const files = [...text.matchAll(/`([\w()./-]+\/[\w()./-]+)`/g)].map(([, file = ""]) => file);
  expect(files.length).toBeGreaterThan(40);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});
