import { expect, it } from "vitest";
import { rowsAround } from "./use-shown-rows";

it("shows what is in view and a few more at both ends", () => {
  expect(rowsAround({ first: 10, end: 12 }, { count: 5000, spare: 2 })).toEqual([
    8, 9, 10, 11, 12, 13,
  ]);
});

it("never leaves the list", () => {
  expect(rowsAround({ first: 0, end: 2 }, { count: 3, spare: 4 })).toEqual([0, 1, 2]);
  expect(rowsAround({ first: 0, end: 5 }, { count: 0, spare: 4 })).toEqual([]);
});

it("shows the end of a list that has become shorter than where it was looked at", () => {
  expect(rowsAround({ first: 900, end: 910 }, { count: 10, spare: 4 })).toEqual([6, 7, 8, 9]);
});
