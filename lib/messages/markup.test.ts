import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMarkup, sliceEntities, toMarkup } from "./markup";

const piece = fc.oneof(
  fc.constantFrom(
    "**",
    "__",
    "~~",
    "||",
    "`",
    "```",
    "[",
    "](https://a.bc)",
    "\\",
    "\n",
    " ",
    "js\n",
  ),
  fc.string({ unit: "grapheme", maxLength: 5 }),
  fc.constantFrom("привет", "code", "👍🏽", "ё"),
);
const typed = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(""));

describe("parseMarkup", () => {
  it.each([
    [
      "**жирный** и __курсив__",
      "жирный и курсив",
      [
        ["bold", 0, 6],
        ["italic", 9, 6],
      ],
    ],
    [
      "**a __b__ c**",
      "a b c",
      [
        ["bold", 0, 5],
        ["italic", 2, 1],
      ],
    ],
    ["`**x**`", "**x**", [["code", 0, 5]]],
    ["```js\nlet a;```", "let a;", [["pre", 0, 6]]],
    [
      "~~0~~ ||1||",
      "0 1",
      [
        ["strikethrough", 0, 1],
        ["spoiler", 2, 1],
      ],
    ],
    ["см. [сайт](https://a.bc/x?y=1)", "см. сайт", [["text_link", 4, 4]]],
    ["2 ** 3 ** 4", "2 ** 3 ** 4", []],
    ["**не закрыто", "**не закрыто", []],
    ["\\**как есть\\**", "**как есть**", []],
    ["¯\\_(ツ)_/¯ и C:\\dir", "¯\\_(ツ)_/¯ и C:\\dir", []],
    ["[x](javascript:alert)", "[x](javascript:alert)", []],
  ])("reads %j", (text, content, entities) => {
    const parsed = parseMarkup(text);
    expect(parsed.content).toBe(content);
    expect(parsed.entities.map(({ type, offset, length }) => [type, offset, length])).toEqual(
      entities,
    );
  });

  it("keeps a text without marks as it is", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !/[*_~|`[\\]/.test(text)),
        (text) => {
          expect(parseMarkup(text)).toEqual({ content: text, entities: [] });
        },
      ),
    );
  });

  it("has entities inside the text and never an empty one", () => {
    fc.assert(
      fc.property(typed, (text) => {
        const { content, entities } = parseMarkup(text);
        for (const { offset, length } of entities) {
          expect(length).toBeGreaterThan(0);
          expect(offset + length).toBeLessThanOrEqual(content.length);
        }
      }),
    );
  });

  it("stays quick on a long text full of marks that do not close", () => {
    const text = "**a [b ```c ".repeat(8000);
    expect(parseMarkup(text).content.length).toBeGreaterThan(text.length / 2);
  });
});

describe("toMarkup", () => {
  it("gives back the styles of what was typed", () => {
    for (const text of ["**a __b__** `c`", "```js\nx```", "[a](https://b.cd) \\**", "~~a~~||b||"]) {
      expect(parseMarkup(toMarkup(parseMarkup(text)))).toEqual(parseMarkup(text));
    }
  });

  it("never loses a character of the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(parseMarkup(toMarkup({ content: text, entities: [] })).content).toBe(text);
      }),
    );
  });
});

describe("sliceEntities", () => {
  it("cuts what reaches over the border and counts from the part's start", () => {
    const entities = [{ type: "bold", offset: 2, length: 6 }];
    expect(sliceEntities(entities, 0, 5)).toEqual([{ type: "bold", offset: 2, length: 3 }]);
    expect(sliceEntities(entities, 5, 9)).toEqual([{ type: "bold", offset: 0, length: 3 }]);
    expect(sliceEntities(entities, 8, 9)).toEqual([]);
  });
});
