import type { MediaKind } from "../control-types";
import type { Sim } from "../sim";
import { sampleNames } from "../store/file-bytes";
import type { StoredFile } from "../store/records";
import { addFile } from "./add-file";

const defaults: Record<MediaKind, string> = {
  photo: "photo-1.jpg",
  document: "document.pdf",
  voice: "voice.ogg",
  audio: "audio.mp3",
  video: "video.mp4",
  video_note: "video-note.mp4",
  sticker: "sticker.webp",
  animation: "animation.mp4",
};

/** The sample of this name (by default the one for the kind) as a file. Throws a sentence on an unknown name. */
export function addSample(
  sim: Sim,
  kind: MediaKind,
  name: string = defaults[kind],
  known: Partial<StoredFile> = {},
): StoredFile {
  if (!sampleNames().includes(name)) throw new Error(`there is no sample "${name}"`);
  const small = sampleKey(name.replace(/(-\d)?\.\w+$/, "$1-small.jpg"));
  const thumb = kind === "audio" || kind === "voice" ? null : small;
  const isNamed = ["document", "audio", "video", "animation"].includes(kind);
  return addFile(
    sim,
    kind,
    {
      bytes_key: `sample:${name}`,
      file_name: isNamed ? name : undefined,
      mime_type: name.endsWith(".pdf") ? "application/pdf" : undefined,
    },
    {
      ...(name === "audio.mp3" ? { duration: 8, title: "Morning", performer: "Simulator" } : {}),
      ...(thumb ? { thumb_file_id: addFile(sim, "photo", { bytes_key: thumb }).file_id } : {}),
      ...known,
    },
  );

  function sampleKey(file: string): string | null {
    try {
      sim.bytes.read(`sample:${file}`);
      return `sample:${file}`;
    } catch {
      return null;
    }
  }
}
