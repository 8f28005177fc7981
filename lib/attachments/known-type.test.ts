import { expect, test } from "vitest";
import { knownType } from "./known-type";

test.each([
  ["IMAGE/JPEG", "image/jpeg"],
  ["audio/ogg; codecs=opus", "audio/ogg"],
  ["application/pdf", "application/pdf"],
  [
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ],
])("%j is kept as %j", (given, kept) => {
  expect(knownType(given)).toBe(kept);
});

test.each([
  "",
  "text/html",
  "image/svg+xml",
  "application/xhtml+xml",
  "text/javascript",
  "image/png\r\nx-evil: 1",
  "image/<script>",
  "нечто",
])("%j is plain bytes", (given) => {
  expect(knownType(given)).toBe("application/octet-stream");
});
