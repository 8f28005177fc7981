import mime from "mime";
import { cleanFileName } from "@/lib/attachments/file-name";
import { isUnseen } from "@/lib/core/visible-text";

/** Where the registry's first ending is not the one that people know, or there is none. */
const known: Record<string, string> = {
  "video/quicktime": "mov",
  "video/avi": "avi",
  "audio/mpeg": "mp3",
  "audio/m4a": "m4a",
  "audio/ogg": "ogg",
  "audio/opus": "opus",
  "audio/flac": "flac",
  "audio/aac": "aac",
  "audio/3gpp": "3gp",
  "image/jpg": "jpg",
  "image/pjpeg": "jpg",
  "image/tiff": "tiff",
  "image/heic-sequence": "heic",
  "application/x-tgsticker": "tgs",
  "application/postscript": "ps",
  "text/vcard": "vcf",
};

/** A file's ending by its MIME type, in any writing of it; null when the type says nothing. */
export function fileEnding(mimeType: string): string | null {
  const plain = mimeType.split(";")[0]?.trim().toLowerCase() ?? "";
  if (plain === "application/octet-stream") return null;
  return known[plain] ?? mime.getExtension(plain);
}

/**
 * The name that was given, or `fallback` when nothing of it can be read: only blanks or dots. A mere
 * ending (".pdf") gets the fallback's stem, or it would be no ending any more when saved.
 */
export function readableName(given: string | undefined, fallback: string): string {
  const name = cleanFileName(typeof given === "string" ? given : "");
  if (isUnseen(name.replaceAll(".", ""))) return fallback;
  const isEnding = /^\.[^.]+$/.test(name) && mime.getType(name) !== null;
  return isEnding ? `${fallback.replace(/\.[^.]*$/, "")}${name}` : name;
}
