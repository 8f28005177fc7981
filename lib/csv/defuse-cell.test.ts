import fc from "fast-check";
import { expect, test } from "vitest";
import { defuseCell } from "./defuse-cell";

test.each([
  "=1+1",
  "+cmd|' /C calc'!A0",
  "-2+3",
  "@SUM(A1)",
  " =1",
  "\t=1",
  "\r\n=1",
  "\u0000=1",
  "\u200b=1",
  "＝1+1",
])("%j gets an apostrophe", (text) => {
  expect(defuseCell(text)).toBe(`'${text}`);
});

test.each(["", "Анна", "a=b", "+79161234567", "-12", "12.5", "lead → active"])(
  "%j stays as it is",
  (text) => {
    expect(defuseCell(text)).toBe(text);
  },
);

test("whatever stands before it, no formula survives, and no text is lost", () => {
  const before = fc.string({ unit: fc.constantFrom(" ", "\t", "\n", "\r", "\u0000", "\u001f") });
  fc.assert(
    fc.property(before, fc.constantFrom("=", "@"), fc.string(), (space, sign, rest) => {
      const text = `${space}${sign}${rest}`;
      expect(defuseCell(text)).toBe(`'${text}`);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const safe = defuseCell(text);
      expect(safe.endsWith(text)).toBe(true);
      if (safe === text) expect(text).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=@]/u);
    }),
  );
});
