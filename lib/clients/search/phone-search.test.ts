import { expect, test } from "vitest";
import { splitSearch } from "./phone-search";

const forms = (text: string) => splitSearch(text).phones.map((phone) => phone.forms);

test.each([
  "8 (916) 765-43-21",
  "+7 916 765 43 21",
  "+79167654321",
  "007 916 765-43-21",
  "8-10-7-916-765-43-21",
  "8 916 765–43–21",
  "8‑916‑765‑43‑21",
  "8 916 765 − 43 − 21",
  "8\u00a0916\u202f765.43.21",
  "\u202a+7 (916) 765-43-21\u202c",
  "+7(916)7654321 доб. 12",
  "8 916 765-43-21 ext 12",
])("%j is looked for by its last ten digits", (text) => {
  expect(splitSearch(text)).toMatchObject({ words: [] });
  expect(forms(text)).toEqual([["9167654321"]]);
});

test("the end of a number, and its beginning with 8, are looked for as they are", () => {
  expect(forms("43-21")).toEqual([["4321"]]);
  expect(forms("765 43 21")).toEqual([["7654321"]]);
  expect(forms("8916")).toEqual([["8916", "7916"]]);
  expect(forms("+7 916")).toEqual([["7916"]]);
  expect(forms("020 7946")).toEqual([["0207946", "207946"]]);
});

test("other words stay words, beside a number or alone", () => {
  expect(splitSearch("анна 765-43-21")).toMatchObject({
    words: ["анна"],
    phones: [{ parts: ["765-43-21"], forms: ["7654321"] }],
  });
  expect(splitSearch("@anna2024 дом 12")).toEqual({ words: ["anna2024", "дом", "12"], phones: [] });
  expect(splitSearch("x 12345").words).toEqual(["x"]);
  expect(splitSearch("a-b ( ) -")).toEqual({ words: ["a-b", "(", ")", "-"], phones: [] });
});
