import { expect, test } from "vitest";
import { chooseLocale } from "./locales";

test("the cookie wins over the browser's languages", () => {
  expect(chooseLocale("en", "ru-RU,ru;q=0.9")).toBe("en");
});

test("the first language of the browser that we speak is taken", () => {
  expect(chooseLocale(undefined, "de-DE,en;q=0.8,ru;q=0.5")).toBe("en");
});

test("an unknown language or a junk cookie gives Russian", () => {
  expect(chooseLocale("xx", "fr")).toBe("ru");
  expect(chooseLocale(undefined, null)).toBe("ru");
});
