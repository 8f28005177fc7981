import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import en from "@/messages/refusals/en.json";
import ru from "@/messages/refusals/ru.json";
import type { Reason } from "./reason";
import { refusalText } from "./refusal-text";

const sources = new Map(
  globSync("{lib,app,bot,jobs}/**/*.{ts,tsx}")
    .filter((file) => !file.includes(".test."))
    .map((file) => [file, readFileSync(file, "utf8")]),
);

const reasonsOf = (texts: Record<string, Record<string, string>>) =>
  Object.entries(texts).flatMap(([group, rows]) =>
    Object.entries(rows).map(([name, text]) => ({ reason: `${group}.${name}` as Reason, text })),
  );

const valuesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe("refusal texts", () => {
  it("name the same codes with the same values in both languages", () => {
    const shape = (texts: typeof en) =>
      reasonsOf(texts).map(({ reason, text }) => [reason, valuesOf(text)]);
    expect(shape(ru)).toEqual(shape(en));
  });

  it("render with their values, and as they are without", () => {
    for (const { reason, text } of reasonsOf(en)) {
      const params = Object.fromEntries(valuesOf(text).map((name) => [name, `«${name}»`]));
      const expected = text.replace(/\{(\w+)\}/g, "«$1»");
      expect(refusalText({ reason, params }), reason).toBe(expected);
      expect(refusalText({ reason, params }, "ru"), reason).not.toContain("{");
    }
  });

  it("belong to codes that the product uses", () => {
    const code = [...sources.values()].join("\n");
    const isUsed = (reason: string) =>
      code.includes(`"${reason}"`) ||
      code.includes(`notFound("${reason.replace("notFound.", "")}")`);
    expect(reasonsOf(en).filter(({ reason }) => !isUsed(reason))).toEqual([]);
  });

  it("stand nowhere in the code: errors are thrown, stored and compared by code", () => {
    // A text of one or two words may stand for something else.
    const sentences = reasonsOf(en).filter(({ text }) => text.split(" ").length > 2);
    const found = [...sources].flatMap(([file, code]) =>
      sentences
        .filter(({ text }) => !text.includes("{") && code.includes(`"${text}"`))
        .map(({ reason }) => `${file}: ${reason}`),
    );
    // The examples of the API's reference show what a caller reads.
    expect(found.filter((one) => !one.includes("openapi"))).toEqual([]);
  });
});
