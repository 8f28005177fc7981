import fc from "fast-check";
import { expect, test } from "vitest";
import { splitText } from "./split-text";

test("the parts joined equal the text, none is too long, none tears a surrogate pair", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 400 });
  fc.assert(
    fc.property(text, fc.integer({ min: 16, max: 60 }), (whole, limit) => {
      const parts = splitText(whole, limit);
      expect(parts.join("")).toBe(whole);
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(limit);
        expect(part.isWellFormed()).toBe(true);
      }
    }),
  );
});

test("a family emoji on the border moves whole to the next part", () => {
  const family = "👨‍👩‍👧‍👦";
  const [first, second] = splitText("a".repeat(95) + family, 100);
  expect(first).toBe("a".repeat(95));
  expect(second).toBe(family);
});

test("a long text is cut after a line rather than in a word", () => {
  const [first] = splitText(`${"слово ".repeat(12)}\n${"другое ".repeat(12)}`, 100);
  expect(first?.endsWith("\n")).toBe(true);
});
