import { plainMimeType } from "@/lib/core/mime-type";
import { cleanFileName } from "./file-name";

/** Types that a browser may show in place; everything else is downloaded (promise 25). */
const inline = new Set([
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/gif",
  "audio/ogg",
  "audio/mpeg",
  "audio/mp4",
  "video/mp4",
  "video/webm",
]);

/** How a file is handed to a browser: what is not on the list is bytes to save, never a page. */
export function safeResponse(
  file: { name: string; mimeType: string },
  wantsDownload: boolean,
): { contentType: string; disposition: string } {
  const mimeType = plainMimeType(file.mimeType);
  const isInline = inline.has(mimeType) && !wantsDownload;
  const name = encodeURIComponent(cleanFileName(file.name)).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return {
    contentType: inline.has(mimeType) ? mimeType : "application/octet-stream",
    disposition: `${isInline ? "inline" : "attachment"}; filename*=UTF-8''${name}`,
  };
}
