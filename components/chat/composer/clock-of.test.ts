import { expect, it } from "vitest";
import { clockOf } from "./clock-of";

it("shows minutes and seconds, never less than nothing", () => {
  expect(clockOf(-0.4)).toBe("0:00");
  expect(clockOf(7.9)).toBe("0:07");
  expect(clockOf(750)).toBe("12:30");
});
