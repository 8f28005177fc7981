/** Parts of Telegram's description for a file that it does not take as the kind it was sent as. */
const refusals = [
  // PHOTO_INVALID_DIMENSIONS, IMAGE_PROCESS_FAILED, VOICE_MESSAGES_FORBIDDEN and their family.
  /\b(?:PHOTO|IMAGE|VOICE|AUDIO|VIDEO|ROUND_VIDEO|GIF|ANIMATION|STICKER|THUMBNAIL|WEBDOCUMENT)_(?!CAPTION)[A-Z_]+\b/i,
  /\bMEDIA_(?:INVALID|TYPE_INVALID|EMPTY|FILE_INVALID)\b/i,
  /\bCHAT_SEND_(?:PHOTOS|VOICES|ROUNDVIDEOS|VIDEOS|AUDIOS|GIFS|STICKERS)_FORBIDDEN\b/i,
  /too big for a (?:photo|voice)/i,
  /rights to send (?:photos|voice|video notes)/i,
  /(?:restricted|doesn't (?:want|accept)|can't receive).*(?:voice|video) (?:messages|notes)/i,
  /can't use file of type|type of file mismatch|wrong (?:file )?type/i,
];

/**
 * Whether a refusal concerns the kind of the file alone, so that the same bytes may go as a document.
 * 400, or 403 where a person takes no voice notes: in both cases nothing was sent.
 */
export function isKindRefused(code: number, description: string): boolean {
  return (code === 400 || code === 403) && refusals.some((one) => one.test(description));
}
