import { photoLimits, photoTypes } from "./terms";

/** sendVoice: OGG with Opus, MP3 or M4A. */
const voiceTypes = ["audio/ogg", "audio/mp4", "audio/mpeg"];

type File = {
  mimeType: string;
  size: number;
  /** Pixels, as far as they are known. */
  width?: number | null | undefined;
  height?: number | null | undefined;
  isVoice?: boolean | undefined;
};

/** As what Telegram will take a file of the team: a photo, a voice note or a document. */
export function attachmentKind(file: File): string {
  // Anything else would arrive as a document.
  if (file.isVoice && voiceTypes.includes(file.mimeType)) return "voice";
  return isPhoto(file) ? "photo" : "document";
}

/** Unknown pixels are tried as a photo: what Telegram refuses goes once more as a document. */
function isPhoto({ mimeType, size, width, height }: File): boolean {
  if (!photoTypes.includes(mimeType) || size > photoLimits.bytes) return false;
  if (!width || !height) return true;
  const ratio = Math.max(width, height) / Math.min(width, height);
  return width + height <= photoLimits.sides && ratio <= photoLimits.ratio;
}
