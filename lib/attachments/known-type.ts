import { plainMimeType } from "@/lib/core/mime-type";

/** Documents that people send each other; pictures, sounds and films are told by their family. */
const documents = new Set([
  "application/pdf",
  "application/zip",
  "application/gzip",
  "application/vnd.rar",
  "application/x-7z-compressed",
  "application/rtf",
  "application/json",
  "application/msword",
  "application/epub+zip",
  "application/vnd.android.package-archive",
  "text/plain",
  "text/csv",
  "text/markdown",
  "text/calendar",
  "text/vcard",
]);
const families = [
  // A drawing may hold scripts.
  /^image\/(?!svg)[\w.+-]+$/,
  /^(audio|video)\/[\w.+-]+$/,
  /^application\/vnd\.(ms-|openxmlformats-officedocument\.|oasis\.opendocument\.)[\w.+-]+$/,
];

/**
 * The type under which a file from a browser is kept: without parameters and in small letters when it
 * is on the list, else plain bytes (promise 25).
 */
export function knownType(mimeType: string): string {
  const plain = plainMimeType(mimeType);
  const isKnown = documents.has(plain) || families.some((family) => family.test(plain));
  return isKnown ? plain : "application/octet-stream";
}
