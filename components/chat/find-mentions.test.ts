import { expect, it } from "vitest";
import { findMentions } from "./find-mentions";

const names = { 1: "Анна", 2: "Анна Петрова", 3: "Борис", 4: "Борис" };
const ids = (text: string, chosen: number[] = []) =>
  findMentions(text, names, new Set(chosen)).map(({ id }) => id);

it("calls whom the longest name means, not those whose name is its beginning", () => {
  expect(ids("@Анна Петрова, глянь")).toEqual([2]);
  expect(ids("@Анна, глянь")).toEqual([1]);
  expect(ids("@Анна и @Анна Петрова")).toEqual([1, 2]);
});

it("calls nobody by a part of a word", () => {
  expect(ids("@Аннагрет и почта a@Ан")).toEqual([]);
});

it("of two people with one name calls the chosen one, or both", () => {
  expect(ids("@Борис", [4])).toEqual([4]);
  expect(ids("@Борис")).toEqual([3, 4]);
});

it("tells where a call stands, its @ included", () => {
  expect(findMentions("ну @Анна!", names)).toEqual([{ id: 1, offset: 3, length: 5 }]);
});
