import { badRequest } from "../api-error";
import type { MediaKind } from "../control-types";
import { addFile } from "../media/add-file";
import { type Probe, probe } from "../media/probe";
import type { Sim } from "../sim";
import type { StoredFile } from "../store/records";
import type { FileParam } from "./params";

const photoLimit = 10 * 1024 * 1024;
/** What Telegram turns into the wanted kind; other formats arrive as plain documents. */
const formats: Partial<Record<MediaKind, Probe["format"][]>> = {
  voice: ["ogg", "mp3", "m4a"],
  audio: ["mp3", "m4a"],
  video: ["mp4"],
  video_note: ["mp4"],
  animation: ["gif", "mp4"],
  sticker: ["webp", "png", "tgs", "webm"],
};

/** The file that a call sends, as Telegram would take it in. Throws Telegram's 400. */
export function takeFile(
  sim: Sim,
  kind: MediaKind,
  param: FileParam,
  known: Partial<StoredFile> = {},
): StoredFile {
  // The simulator asks no outside host for anything, so no address ever has content.
  if ("url" in param) throw badRequest("failed to get HTTP URL content");
  if ("file_id" in param) {
    const file = sim.store.files.get(param.file_id);
    if (!file || file.kind === "upload") {
      throw badRequest("wrong file identifier/HTTP URL specified");
    }
    if (file.kind !== kind && kind !== "document") {
      throw badRequest(`can't use file of type ${title(file.kind)} as ${title(kind)}`);
    }
    return file;
  }
  const { data, file_name, content_type } = param.upload;
  if (data.length === 0) throw badRequest("file must be non-empty");
  const { format, width = 0, height = 0 } = probe(data);
  if (kind === "photo") {
    if (data.length > photoLimit) {
      throw badRequest(
        `file of size ${data.length} bytes is too big for a photo; the maximum size is ${photoLimit} bytes`,
      );
    }
    if (!["jpeg", "png", "webp", "gif"].includes(format)) throw badRequest("IMAGE_PROCESS_FAILED");
    const isStrip = Math.max(width, height) > 20 * Math.min(width, height);
    if (width + height > 10_000 || isStrip) throw badRequest("PHOTO_INVALID_DIMENSIONS");
  }
  const fits = formats[kind]?.includes(format) ?? true;
  return addFile(
    sim,
    fits ? kind : "document",
    { data, file_name, mime_type: content_type },
    fits ? known : {},
  );
}

function title(kind: string): string {
  return kind
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
