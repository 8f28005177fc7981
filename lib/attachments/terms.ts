/** The Bot API's limit for files that a bot sends (50 MB). */
export const maxUploadBytes = 50 * 1024 * 1024;

/** What one person may have uploaded without sending it; the tidy job takes away what lies for a day. */
export const maxUnsentFiles = 100;
export const maxUnsentBytes = 1024 ** 3;

/** What `sendPhoto` takes as a picture; anything else arrives as a document. */
export const photoTypes = ["image/jpeg", "image/png", "image/webp"];

/** `sendPhoto` (Bot API): bytes, pixels of both sides together, the longer side against the shorter. */
export const photoLimits = { bytes: 10 * 1024 * 1024, sides: 10_000, ratio: 20 };

/** The reason in a message's payload when it was clear before sending that a picture is no photo. */
export const photoLimitsReason = "photo_limits";

/** Whether a file is a picture that reaches the client as a document. A GIF moves: it never was a photo. */
export function isPictureAsDocument(file: { kind: string; mime_type: string }): boolean {
  return (
    file.kind === "document" &&
    file.mime_type.startsWith("image/") &&
    file.mime_type !== "image/gif"
  );
}
