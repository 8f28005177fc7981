import { expect, it } from "vitest";
import { chooseTimeZone } from "./time-zone";

it("takes the reader's zone, and UTC for a first visit or a junk cookie", () => {
  expect(chooseTimeZone("Asia/Yekaterinburg")).toBe("Asia/Yekaterinburg");
  expect(chooseTimeZone(undefined)).toBe("UTC");
  expect(chooseTimeZone("Mars/Olympus")).toBe("UTC");
});
