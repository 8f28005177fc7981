import { expect, it } from "vitest";
import { groupHours } from "./group-hours";

it("takes days in a row with the same hours for one", () => {
  const groups = groupHours({
    "1": ["09:00", "18:00"],
    "2": ["09:00", "18:00"],
    "3": ["09:00", "18:00"],
    "5": ["09:00", "18:00"],
    "6": [
      ["09:00", "13:00"],
      ["18:00", "02:00"],
    ],
  });
  expect(groups.map(({ from, to }) => [from, to])).toEqual([
    ["1", "3"],
    ["5", "5"],
    ["6", "6"],
  ]);
  expect(groupHours({})).toEqual([]);
});
