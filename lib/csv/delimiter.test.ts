import { expect, test } from "vitest";
import { chooseDelimiter, delimiterParam } from "./delimiter";

test.each([
  [undefined, "session", "ru", ";"],
  [undefined, "session", "en", ","],
  [undefined, "token", "ru", ","],
  ["comma", "session", "ru", ","],
  [",", "session", "ru", ","],
  ["semicolon", "token", "en", ";"],
  [";", "token", "en", ";"],
  ["tab", "token", "en", "\t"],
] as const)("%s asked for by a %s in %s is %j", (wanted, via, locale, sign) => {
  expect(chooseDelimiter(delimiterParam.parse(wanted), { actor: { via }, locale })).toBe(sign);
});
