import { expect, it } from "vitest";
import { joinPages } from "./use-pages";

it("puts what is newer first and shows each thing once, as the newer page has it", () => {
  const newer = [
    { id: 4, name: "new" },
    { id: 3, name: "changed" },
  ];
  const older = [
    { id: 3, name: "old" },
    { id: 2, name: "kept" },
  ];
  expect(joinPages([{ results: newer }, { results: older }]).map(({ name }) => name)).toEqual([
    "new",
    "changed",
    "kept",
  ]);
});
