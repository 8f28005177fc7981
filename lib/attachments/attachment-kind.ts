const photoTypes = ["image/jpeg", "image/png", "image/webp"];
/** sendVoice: OGG with Opus, MP3 or M4A. */
const voiceTypes = ["audio/ogg", "audio/mp4", "audio/mpeg"];
/** Telegram takes photos up to 10 MB (sendPhoto); bigger ones go as documents. */
const maxPhotoBytes = 10 * 1024 * 1024;

/** As what Telegram will take a file of the team: a photo, a voice note or a document. */
export function attachmentKind(mimeType: string, size: number, isVoice = false): string {
  // Anything else would arrive as a document.
  if (isVoice && voiceTypes.includes(mimeType)) return "voice";
  return photoTypes.includes(mimeType) && size <= maxPhotoBytes ? "photo" : "document";
}
