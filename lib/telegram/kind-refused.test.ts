import { expect, test } from "vitest";
import { isKindRefused } from "./kind-refused";

test.each([
  "PHOTO_INVALID_DIMENSIONS",
  "PHOTO_SAVE_FILE_INVALID",
  "PHOTO_EXT_INVALID",
  "IMAGE_PROCESS_FAILED",
  "VOICE_MESSAGES_FORBIDDEN",
  "MEDIA_INVALID",
  "CHAT_SEND_PHOTOS_FORBIDDEN",
  "not enough rights to send photos to the chat",
  "file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 bytes",
])("a refusal of the kind is recognised by its description: %s", (description) => {
  expect(isKindRefused(400, `Bad Request: ${description}`)).toBe(true);
});

test.each([
  "chat not found",
  "can't parse entities: unsupported start tag",
  "message caption is too long",
  "MEDIA_CAPTION_TOO_LONG",
  "file must be non-empty",
  "message to be replied not found",
  "PEER_ID_INVALID",
  "group chat was upgraded to a supergroup chat",
])("another refusal is none of the kind: %s", (description) => {
  expect(isKindRefused(400, `Bad Request: ${description}`)).toBe(false);
});

test("only a refusal: a server error never counts as one", () => {
  expect(isKindRefused(500, "Internal Server Error: IMAGE_PROCESS_FAILED")).toBe(false);
  expect(isKindRefused(403, "Forbidden: bot was blocked by the user")).toBe(false);
  expect(isKindRefused(403, "Forbidden: VOICE_MESSAGES_FORBIDDEN")).toBe(true);
});
