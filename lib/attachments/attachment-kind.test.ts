import { expect, test } from "vitest";
import { attachmentKind } from "./attachment-kind";

const picture = (width?: number, height?: number, more = {}) =>
  attachmentKind({ mimeType: "image/jpeg", size: 1000, width, height, ...more });

test("a picture within Telegram's limits is a photo, one beyond them a document", () => {
  expect(picture(1080, 8920)).toBe("photo");
  expect(picture(1080, 8921)).toBe("document");
  expect(picture(1080, 9500)).toBe("document");
  expect(picture(9500, 1080)).toBe("document");
  expect(picture(100, 2000)).toBe("photo");
  expect(picture(100, 2001)).toBe("document");
  expect(picture(2001, 100)).toBe("document");
  expect(picture(3000, 21_000)).toBe("document");
});

test("a picture of more than 10 MB is a document, whatever its sides", () => {
  expect(picture(100, 100, { size: 10 * 1024 * 1024 })).toBe("photo");
  expect(picture(100, 100, { size: 10 * 1024 * 1024 + 1 })).toBe("document");
});

test("a picture of unknown sides is tried as a photo", () => {
  expect(picture()).toBe("photo");
  expect(picture(1080)).toBe("photo");
});

test("a picture of a type that Telegram takes as no photo is a document", () => {
  for (const mimeType of ["image/gif", "image/heic", "image/svg+xml", "image/tiff", "image/avif"]) {
    expect(picture(100, 100, { mimeType })).toBe("document");
  }
  expect(picture(100, 100, { mimeType: "image/webp" })).toBe("photo");
});

test("a voice note is one only in a format that Telegram plays as voice", () => {
  expect(picture(undefined, undefined, { mimeType: "audio/ogg", isVoice: true })).toBe("voice");
  expect(picture(undefined, undefined, { mimeType: "audio/ogg" })).toBe("document");
  expect(picture(undefined, undefined, { mimeType: "audio/webm", isVoice: true })).toBe("document");
});
