import fc from "fast-check";
import { expect, test } from "vitest";
import { entitiesToSegments, safeLink } from "./entities-to-segments";

test("the segments joined are the text, whatever the entities say", () => {
  const entity = fc.record({
    type: fc.constantFrom("bold", "italic", "url", "text_link", "spoiler"),
    offset: fc.integer({ min: -5, max: 60 }),
    length: fc.integer({ min: 0, max: 60 }),
    // What the property does not depend on is not searched through: building addresses is slow.
    url: fc.constantFrom(
      "https://example.com/a?b=c#d",
      "tg://user?id=1",
      "javascript:x",
      "",
      "нет",
    ),
  });
  fc.assert(
    fc.property(fc.string(), fc.array(entity), (text, entities) => {
      expect(
        entitiesToSegments(text, entities)
          .map((segment) => segment.text)
          .join(""),
      ).toBe(text);
    }),
  );
});

test("nested styles hold together and offsets count UTF-16 units", () => {
  const segments = entitiesToSegments("🐈 кот и пёс", [
    { type: "bold", offset: 3, length: 9 },
    { type: "italic", offset: 3, length: 3 },
  ]);
  expect(segments.map(({ text, styles }) => [text, styles])).toEqual([
    ["🐈 ", []],
    ["кот", ["bold", "italic"]],
    [" и пёс", ["bold"]],
  ]);
});

test("a script never becomes a link", () => {
  for (const address of [
    "javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "JaVaScRiPt:alert(1)",
  ]) {
    expect(safeLink(address)).toBeNull();
  }
  const [segment] = entitiesToSegments("click", [
    { type: "text_link", offset: 0, length: 5, url: "javascript:alert(1)" },
  ]);
  expect(segment?.href).toBeNull();
});
