import { randomBytes } from "node:crypto";
import path from "node:path";
import type { MediaKind } from "../control-types";
import type { Sim } from "../sim";
import type { StoredFile } from "../store/records";
import { type Probe, probe } from "./probe";

/** Bytes to keep, or a key under which bytes lie already. */
export type FileSource =
  | { data: Buffer; file_name?: string | undefined; mime_type?: string | undefined }
  | { bytes_key: string; file_name?: string | undefined; mime_type?: string | undefined };

const folders: Record<MediaKind | "upload", string> = {
  photo: "photos",
  document: "documents",
  voice: "voice",
  audio: "music",
  video: "videos",
  video_note: "video_notes",
  sticker: "stickers",
  animation: "animations",
  upload: "uploads",
};

const mimeTypes: Record<Probe["format"], string> = {
  jpeg: "image/jpeg",
  png: "image/png",
  gif: "image/gif",
  webp: "image/webp",
  ogg: "audio/ogg",
  mp3: "audio/mpeg",
  m4a: "audio/mp4",
  mp4: "video/mp4",
  webm: "video/webm",
  tgs: "application/x-tgsticker",
  other: "application/octet-stream",
};

const extensions: Partial<Record<MediaKind | "upload", string>> = { photo: "jpg", voice: "oga" };

/** Keeps a file and gives it the ids and the download path that Telegram would. */
export function addFile(
  sim: Sim,
  kind: MediaKind | "upload",
  source: FileSource,
  known: Partial<StoredFile> = {},
): StoredFile {
  const data = "data" in source ? source.data : sim.bytes.read(source.bytes_key);
  const { format, ...measured } = probe(data);
  const number = sim.store.next("file");
  const key = "data" in source ? `${number}` : source.bytes_key;
  if ("data" in source) sim.bytes.write(key, source.data);
  const name = source.file_name;
  const named = path
    .extname(name ?? "")
    .slice(1)
    .toLowerCase();
  const extension = extensions[kind] ?? (/^[a-z\d]{1,8}$/.test(named) ? named : fallback(format));
  const file: StoredFile = {
    // Real ids say their type in the first letters; the rest is opaque here as there.
    file_id: `${prefixes[kind]}${randomBytes(36).toString("base64url")}`,
    file_unique_id: `AgAD${randomBytes(8).toString("base64url")}`,
    bytes_key: key,
    kind,
    size: data.length,
    path: `${folders[kind]}/file_${number}.${extension}`,
    mime_type: kind === "document" ? documentType(source, named, format) : mimeTypes[format],
    ...(name ? { file_name: name } : {}),
    ...measured,
    ...known,
  };
  return sim.store.files.set(file.file_id, file);
}

const prefixes: Record<MediaKind | "upload", string> = {
  photo: "AgACAgIAAxkBAAI",
  document: "BQACAgIAAxkBAAI",
  voice: "AwACAgIAAxkBAAI",
  audio: "CQACAgIAAxkBAAI",
  video: "BAACAgIAAxkBAAI",
  video_note: "DQACAgIAAxkBAAI",
  sticker: "CAACAgIAAxkBAAI",
  animation: "CgACAgIAAxkBAAI",
  upload: "UPACAgIAAxkBAAI",
};

/** A document keeps the type its sender gave, else what its name says. */
function documentType(source: FileSource, extension: string, format: Probe["format"]): string {
  const given = source.mime_type;
  if (given && given !== "application/octet-stream") return given;
  return typeByName[extension] ?? mimeTypes[format];
}

const typeByName: Record<string, string> = {
  pdf: "application/pdf",
  txt: "text/plain",
  csv: "text/csv",
  html: "text/html",
  svg: "image/svg+xml",
  json: "application/json",
  zip: "application/zip",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xls: "application/vnd.ms-excel",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

function fallback(format: Probe["format"]): string {
  return { ...mimeExtension, other: "bin" }[format];
}

const mimeExtension: Record<Exclude<Probe["format"], "other">, string> = {
  jpeg: "jpg",
  png: "png",
  gif: "gif",
  webp: "webp",
  ogg: "oga",
  mp3: "mp3",
  m4a: "m4a",
  mp4: "mp4",
  webm: "webm",
  tgs: "tgs",
};
