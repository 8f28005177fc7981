import { expect, test } from "vitest";
import { newCode, normalizeCode } from "./code";

test("a new code is 8 characters that survive being typed in small letters with a dash", () => {
  for (let round = 0; round < 200; round++) {
    const code = newCode();
    expect(code).toHaveLength(8);
    expect(normalizeCode(` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `)).toBe(code);
  }
});

test("a code with a letter outside the alphabet or of another length is none", () => {
  expect(normalizeCode("ACDEFHJ0")).toBeNull();
  expect(normalizeCode("ACDEFHJ")).toBeNull();
  expect(normalizeCode("")).toBeNull();
});
