import { expect, it } from "vitest";
import { dayKind } from "./day-kind";

it("tells today and yesterday by the calendar, over the ends of months", () => {
  const now = new Date(2026, 2, 1, 0, 5);
  expect(dayKind(new Date(2026, 2, 1, 23, 59), now)).toBe("today");
  expect(dayKind(new Date(2026, 1, 28, 23, 59), now)).toBe("yesterday");
  expect(dayKind(new Date(2026, 1, 27, 23, 59), now)).toBe("other");
  expect(dayKind(new Date(2025, 2, 1), now)).toBe("other");
});
