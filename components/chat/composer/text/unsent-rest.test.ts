import { expect, it } from "vitest";
import { unsentRest } from "./unsent-rest";

it("leaves nothing of a text that was sent as it stands", () => {
  expect(unsentRest("Добрый день", "Добрый день")).toBe("");
});

it("leaves what was typed on while it was sent", () => {
  expect(unsentRest("Добрый день\nИ ещё вопрос", "Добрый день")).toBe("И ещё вопрос");
});

it("leaves all of a text that was changed meanwhile", () => {
  expect(unsentRest("Совсем другое", "Добрый день")).toBe("Совсем другое");
  expect(unsentRest("Подпись к файлу", "")).toBe("Подпись к файлу");
});
