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

/** Texts that are hard to cut: long spaces, letters with marks, flags, families. */
const hardText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        " ",
        "   ",
        "\n",
        "\r\n",
        " \u0301",
        "e\u0301",
        "👨‍👩‍👧‍👦",
        "🇫🇮",
        "слово",
        "a",
        "\t",
      ),
      fc.string({ unit: "grapheme", maxLength: 6 }),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(""));

test("no part tears a grapheme that fits a part", () => {
  fc.assert(
    fc.property(hardText, fc.integer({ min: 16, max: 60 }), (whole, limit) => {
      const parts = splitText(whole, limit);
      expect(parts.join("")).toBe(whole);
      const graphemes = [...new Intl.Segmenter().segment(whole)];
      let cut = 0;
      for (const part of parts.slice(0, -1)) {
        cut += part.length;
        const torn = graphemes.find(
          ({ index, segment }) => index < cut && index + segment.length > cut,
        );
        if (torn) expect(torn.segment.length).toBeGreaterThan(limit);
      }
    }),
  );
});

test("no part is spaces alone when the spaces fit beside a word", () => {
  fc.assert(
    fc.property(hardText, fc.integer({ min: 16, max: 60 }), (whole, limit) => {
      const longest = (lengths: number[]) => Math.max(0, ...lengths);
      const spaces = longest([...whole.matchAll(/\s+/g)].map(([run]) => run.length));
      const graphemes = [...new Intl.Segmenter().segment(whole)];
      const letter = longest(graphemes.map(({ segment }) => segment.length));
      // With spaces on both of its sides a letter fits a part: then no cut need leave spaces alone.
      fc.pre(whole.trim() !== "" && spaces + letter + spaces <= limit);
      for (const part of splitText(whole, limit)) expect(part.trim()).not.toBe("");
    }),
  );
});

test("spaces at the end stay with the last word", () => {
  const parts = splitText(`${"a".repeat(100)}   `, 100);
  expect(parts).toEqual(["a".repeat(99), "a   "]);
});
