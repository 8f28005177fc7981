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

test("a search compares case, ё and composition away, and keeps its wildcards literal", () => {
  expect(searchForm(apart.toUpperCase())).toBe("зеленый йогурт");
  expect(searchPattern("50%_Ё\\")).toBe("%50\\%\\_е\\\\%");
});
