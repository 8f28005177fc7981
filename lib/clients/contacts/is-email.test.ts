import { expect, test } from "vitest";
import { emailForms } from "./email-forms";
import { isEmail } from "./is-email";

test.each([
  "anna@example.com",
  "a.b+c@example.org",
  "anna@пример.рф",
  "anna@xn--e1afmkfd.xn--p1ai",
  "почта@пример.рф",
  "почта@example.com",
  "Anna@ПРИМЕР.РФ",
  "用户@例え.テスト",
  "o'neil@bücher.example",
  "анна.петрова@пример.рф",
])("%j is an address", (text) => expect(isEmail(text)).toBe(true));

test.each([
  "",
  "anna",
  "anna@",
  "@example.com",
  "anna@example",
  "anna@example.1",
  "anna@127.0.0.1",
  "anna@exa mple.com",
  "an na@example.com",
  ".anna@example.com",
  "anna.@example.com",
  "an..na@example.com",
  "anna@-example.com",
  "anna@example..com",
  "anna@пример.рф/путь",
  "anna@пример.рф:25",
  "a@b@пример.рф",
  "<anna@example.com>",
  `${"я".repeat(33)}@example.com`,
])("%j is none", (text) => expect(isEmail(text)).toBe(false));

test("an address of another script is known in both its writings", () => {
  const both = "anna@xn--e1afmkfd.xn--p1ai anna@пример.рф";
  for (const text of ["anna@пример.рф", "anna@ПРИМЕР.РФ", "anna@xn--e1afmkfd.xn--p1ai"]) {
    expect(emailForms(text)).toBe(both);
  }
  expect(emailForms("почта@example.com")).toBeNull();
  expect(emailForms(null)).toBeNull();
});
