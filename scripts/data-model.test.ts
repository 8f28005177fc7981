import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { dataModelPage } from "./data-model";

it("docs/data-model.md shows the schema as it is (else: npm run docs:data-model)", () => {
  expect(readFileSync("docs/data-model.md", "utf8")).toBe(dataModelPage());
});
