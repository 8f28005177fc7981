import { expect, test } from "vitest";
import { toNormalForm } from "./normal-form";
import { searchForm, searchPattern } from "./search-form";

const apart = "Зелёный йогурт".normalize("NFD");
const whole = "Зелёный йогурт".normalize("NFC");

test("texts and keys at any depth are composed, everything else stays", () => {
  const input = { [apart]: apart, list: [apart, 1, null, { inner: apart }], none: null, yes: true };
  expect(toNormalForm(input)).toEqual({
    [whole]: whole,
    list: [whole, 1, null, { inner: whole }],
    none: null,
    yes: true,
  });
  expect(toNormalForm(apart)).toBe(whole);
  expect(toNormalForm(undefined)).toBeUndefined();
});

test("no nesting is too deep, and a key called __proto__ stays a key", () => {
  const deep = JSON.parse(`${"[".repeat(200_000)}${"]".repeat(200_000)}`);
  expect(() => toNormalForm(deep)).not.toThrow();
  const odd = toNormalForm(JSON.parse(`{"__proto__": {"a": "${apart}"}}`));
  expect(JSON.stringify(odd)).toBe(`{"__proto__":{"a":"${whole}"}}`);
});

test.each([
  ["marks of two kinds", "a", "\u0316\u0301"],
  ["one mark", "a", "\u0301"],
  ["marks that are taken apart", "a", "\u{1D165}\u{1D16D}"],
  ["many letters with many marks", "", `я${"\u0316\u0301".repeat(16)}`],
])("half a megabyte of %s is composed at once", (_, start, part) => {
  const text = start + part.repeat(500_000 / part.length);
  const before = process.cpuUsage();
  for (const one of [toNormalForm(text), searchForm(toNormalForm(text))]) {
    expect(one.length).toBeGreaterThan(300_000);
  }
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(3000);
});

test("a letter with as many marks as any language has is composed as a whole", () => {
  const marked = `${"e\u0316\u0301".repeat(3)}${"\u0316\u0301".repeat(14)}`;
  expect(toNormalForm(marked)).toBe(marked.normalize("NFC"));
});

test("a search compares case, ё and composition away, and keeps its wildcards literal", () => {
  expect(searchForm(apart.toUpperCase())).toBe("зеленый йогурт");
  expect(searchPattern("50%_Ё\\")).toBe("%50\\%\\_е\\\\%");
});
