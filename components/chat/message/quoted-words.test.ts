import { expect, it } from "vitest";
import { quotedWords } from "./quoted-words";

const reply_to = {
  sender: { type: "client" as const, operator_id: null },
  kind: "text",
  preview: "Когда привезёте заказ?",
  is_deleted: false,
};

it("prefers the words that the client marked", () => {
  const message = { payload: { quote: "привезёте" }, reply_to };
  expect(quotedWords(message, { content: "Когда привезёте заказ?" })).toBe("привезёте");
});

it("takes the thread's own text, newer than the copy, and the copy when it is far above", () => {
  const message = { payload: null, reply_to };
  expect(quotedWords(message, { content: "Исправлено" })).toBe("Исправлено");
  expect(quotedWords(message, undefined)).toBe("Когда привезёте заказ?");
});
