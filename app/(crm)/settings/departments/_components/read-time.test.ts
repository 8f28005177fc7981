import { expect, it } from "vitest";
import { readSpan, readTime } from "./read-time";

it.each([
  ["9", "09:00"],
  ["09", "09:00"],
  ["930", "09:30"],
  ["1830", "18:30"],
  ["9.30", "09:30"],
  [" 9:30 ", "09:30"],
  ["18 30", "18:30"],
  ["24", "24:00"],
  ["24:00", "24:00"],
  ["6 pm", "18:00"],
  ["12:15am", "00:15"],
  ["12 p.m.", "12:00"],
])("reads %j as %s", (text, time) => {
  expect(readTime(text)).toBe(time);
});

it.each(["", "25", "24:01", "9:60", "9:3:0", "noon", "13 pm", "-1", "12345"])(
  "leaves %j as it is",
  (text) => {
    expect(readTime(text)).toBe(text);
  },
);

it("takes midnight for the day's beginning and for its end", () => {
  expect(readSpan(["0", "0"])).toEqual(["00:00", "24:00"]);
  expect(readSpan(["24:00", "6"])).toEqual(["00:00", "06:00"]);
  expect(readSpan(["18", "00:00"])).toEqual(["18:00", "24:00"]);
});
