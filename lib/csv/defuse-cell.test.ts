import fc from "fast-check";
import { expect, test } from "vitest";
import { defuseCell, restoreCell } from "./defuse-cell";

test.each([
  "=1+1",
  "+cmd|' /C calc'!A0",
  "-2+3",
  "-2-3",
  "+7-916-123-45-67",
  "@SUM(A1)",
  " =1",
  "\u0000=1",
  "\u200b=1",
  "＝1+1",
  "'=1",
])("%j gets an apostrophe", (text) => {
  expect(defuseCell(text)).toBe(`'${text}`);
});

test.each([
  ["\t=1", "'\t'=1"],
  ["\r\n=1", "'\r\n'=1"],
  ["Анна;=1+1", "Анна;'=1+1"],
  ["Анна; \u200b@SUM(A1);b", "Анна;' \u200b@SUM(A1);b"],
  ["a\tb\n-2+3", "a\tb\n'-2+3"],
  ["a;'=1", "a;''=1"],
])("%j gets one wherever a spreadsheet may cut it", (text, safe) => {
  expect(defuseCell(text)).toBe(safe);
});

test.each([
  "",
  "Анна",
  "a=b",
  "+79161234567",
  "+7 (916) 123 45 67",
  "-12",
  "12.5",
  "lead → active",
  "да; нет, -5",
  "it's; 'so'",
])("%j stays as it is", (text) => {
  expect(defuseCell(text)).toBe(text);
});

test.each([
  ["Анна,=1+1", ";", "Анна,'=1+1"],
  ["Анна;=1+1", ";", "Анна;=1+1"],
  ["a, \u200b@SUM(A1)", ";", "a,' \u200b@SUM(A1)"],
  ["a\n=1", ";", "a\n'=1"],
  ["=1", ";", "'=1"],
  ["Анна;=1,=2", "\t", "Анна;'=1,'=2"],
] as const)(
  "%j between %j gets one wherever another delimiter would cut it",
  (text, sign, safe) => {
    expect(defuseCell(text, sign)).toBe(safe);
  },
);

/** Texts of what matters: signs, apostrophes, blanks, separators, a few letters. */
const risky = fc.string({ unit: fc.constantFrom(..."=+-@|%＝＋－＠';,\t\r\n \u0000\u200bа1(") });
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@|%＝＋－＠]/u;
const delimiters = [",", ";", "\t"] as const;
const cuts = { ",": /[;\t\r\n]/, ";": /[,\t\r\n]/, "\t": /[,;\t\r\n]/ };
const plainNumber = /^[+-]?\d[\d .,()]*$/;

test("no formula survives, wherever the cell is cut, and no text is lost", () => {
  fc.assert(
    fc.property(fc.oneof(risky, fc.string()), fc.constantFrom(...delimiters), (text, delimiter) => {
      const safe = defuseCell(text, delimiter);
      const parts = [safe, ...safe.split(cuts[delimiter])];
      const isNumber = safe === text && plainNumber.test(text);
      const acts = !isNumber && parts.some((part) => formula.test(part));
      return !acts && restoreCell(safe, delimiter) === text;
    }),
    { numRuns: 500 },
  );
});

test("only apostrophes are added", () => {
  fc.assert(
    fc.property(risky, (text) => {
      expect(defuseCell(text).replaceAll("'", "")).toBe(text.replaceAll("'", ""));
    }),
  );
});
