import { expect, test } from "vitest";
import { safeResponse } from "./safe-types";

test("a page or a drawing with scripts is only ever downloaded as bytes", () => {
  for (const mimeType of [
    "text/html",
    "image/svg+xml",
    "application/xhtml+xml",
    "TEXT/HTML; charset=utf-8",
  ]) {
    const answer = safeResponse({ name: "x", mimeType }, false);
    expect(answer.contentType).toBe("application/octet-stream");
    expect(answer.disposition).toMatch(/^attachment;/);
  }
});

test("a photo is shown in place and downloaded on request, with its Cyrillic name whole", () => {
  const photo = { name: "кот (1).jpg", mimeType: "image/jpeg" };
  expect(safeResponse(photo, false).disposition).toMatch(/^inline;/);
  const saved = safeResponse(photo, true).disposition;
  expect(saved).toMatch(/^attachment;/);
  expect(decodeURIComponent(saved.split("''")[1] ?? "")).toBe("кот (1).jpg");
});
