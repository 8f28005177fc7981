import { globSync } from "node:fs";
import { dirname } from "node:path";
import { expect, it } from "vitest";

// Past about 20 files a reader scans a list instead of finding a name.
const mostFiles = 24;

it("keeps every folder of source files small enough to read at a glance", () => {
  const files = globSync(
    "{app,bench,bot,components,db,dev,i18n,jobs,lib,live,scripts,tests}/**/*.{ts,tsx,mjs}",
  ).filter((file) => !/\.(test|spec)\.tsx?$/.test(file));
  const folders = Map.groupBy(files, (file) => dirname(file));
  const large = [...folders].filter(([, inside]) => inside.length > mostFiles);
  expect(folders.size).toBeGreaterThan(100);
  expect(large.map(([folder, inside]) => `${folder}: ${inside.length}`)).toEqual([]);
});
