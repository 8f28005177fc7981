import { expect, it } from "vitest";
import { entitiesToSegments } from "./entities-to-segments";
import { isLong, toBlocks } from "./to-blocks";

const entity = (type: string, offset: number, length: number) => ({ type, offset, length });

it("keeps a quote together over the styles in it, without empty lines at its edges", () => {
  const text = "до\nцитата тут\nпосле";
  const segments = entitiesToSegments(text, [entity("blockquote", 3, 10), entity("bold", 3, 6)]);
  const blocks = toBlocks(segments).map(({ kind, segments }) => [
    kind,
    segments.map((segment) => segment.text).join(""),
  ]);
  expect(blocks).toEqual([
    [null, "до"],
    ["blockquote", "цитата тут"],
    [null, "после"],
  ]);
});

it("leaves a plain text as it is, its line breaks too", () => {
  const [block, ...others] = toBlocks(entitiesToSegments("\nраз\nдва\n", []));
  expect(others).toEqual([]);
  expect(block?.segments.map(({ text }) => text)).toEqual(["\nраз\nдва\n"]);
});

it("folds only what is longer than three lines", () => {
  const lines = (count: number) => entitiesToSegments(Array(count).fill("а").join("\n"), []);
  expect(isLong(lines(3))).toBe(false);
  expect(isLong(lines(4))).toBe(true);
});
