import { globSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const sources = globSync("{app,components,i18n,lib,live}/**/*.{ts,tsx,css}").filter(
  (file) => !/\.test\.tsx?$/.test(file),
);

/** Where a pattern stands in product code, as `file: text`. */
const uses = (pattern: RegExp) =>
  sources.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(pattern)].map(([text]) => `${file}: ${text}`),
  );

it("product code sets data-testid for tests and never reads it", () => {
  expect(uses(/data-testid=/g).length).toBeGreaterThan(20);
  expect(uses(/data-testid(?!=["{])|dataset\.testid|ByTestId/gi)).toEqual([]);
});

it("one module keeps things in the browser's storage", () => {
  const files = uses(/\b(?:local|session)Storage\.|\bindexedDB\b/g).map((use) => use.split(":")[0]);
  expect([...new Set(files)].sort()).toEqual([
    // Swagger UI's page removes what earlier versions of it left.
    "app/api/schema/swagger/[file]/route.ts",
    "components/ui/stored.ts",
  ]);
});
