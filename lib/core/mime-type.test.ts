import { expect, it } from "vitest";
import { plainMimeType } from "./mime-type";

it.each([
  ["Image/PNG; name=кот.png", "image/png"],
  [" application/vnd.ms-excel ", "application/vnd.ms-excel"],
  ["image/svg+xml", "image/svg+xml"],
  ["тест/файл", "application/octet-stream"],
  ["text/plain\r\nx-evil: 1", "application/octet-stream"],
  ["text", "application/octet-stream"],
  ["text/", "application/octet-stream"],
  ["", "application/octet-stream"],
  ["a/b/c", "application/octet-stream"],
  [`text/${"x".repeat(200)}`, "application/octet-stream"],
  ["text/пдф", "application/octet-stream"],
  ["*/*", "application/octet-stream"],
])("takes %j for %s", (given, kept) => expect(plainMimeType(given)).toBe(kept));
