import { expect, it } from "vitest";
import { z } from "zod";
import { issueNotice } from "./issue-notice";
import { reason } from "./reason";
import { refusalText } from "./refusal-text";

const said = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map((issue) => refusalText(issueNotice(issue), "ru"));

it.each([
  [z.string().trim().min(1), " ", "Заполните это поле."],
  [z.string().min(3), "ab", "Не меньше 3 знаков."],
  [z.string().max(100), "x".repeat(101), "Не больше 100 знаков."],
  [z.number().min(5), 4, "Введите число не меньше 5."],
  [z.number().max(5), 6, "Введите число не больше 5."],
  [z.number(), Number.NaN, "Введите число."],
  [z.number().int(), 1.5, "Введите целое число."],
  [z.array(z.number()).max(1), [1, 2], "Не больше 1 значений."],
  [z.url(), "nonsense", "Введите адрес полностью, например https://example.com/hook."],
  [z.enum(["a"]), "b", "Выберите одно из значений."],
  [z.boolean(), "b", "Это значение не подходит."],
])("a value that %o refuses is explained by zod's code and values", (schema, value, text) => {
  expect(said(schema, value)).toEqual([text]);
});

it("a code of the schema's own wins, with the values that stand beside it", () => {
  const check = { error: reason("import.mappingTooLong"), params: { max: 7 } };
  expect(
    said(
      z.string().refine(() => false, check),
      "x",
    ),
  ).toEqual(["Не больше 7 столбцов."]);
  expect(said(z.string().min(1, reason("message.empty")), "")).toEqual(["Напишите текст."]);
});
