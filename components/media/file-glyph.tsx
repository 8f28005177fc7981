import { FileAudio, FileText, FileVideo } from "lucide-react";
import type { Media } from "@/lib/media/schemas";

/** A library file as a square: the picture itself, or an icon of its kind. */
export function FileGlyph({ file }: { file: Media }) {
  if (/^image\/(jpeg|png|webp|gif)$/.test(file.mime_type)) {
    return (
      <img
        src={`/api/media/${file.id}/file/`}
        alt=""
        loading="lazy"
        className="aspect-square w-full rounded-control bg-muted object-cover"
      />
    );
  }
  const Icon = file.mime_type.startsWith("video/")
    ? FileVideo
    : file.mime_type.startsWith("audio/")
      ? FileAudio
      : FileText;
  return (
    <span className="grid aspect-square w-full place-items-center rounded-control bg-muted">
      <Icon aria-hidden="true" className="size-8 text-muted-foreground" strokeWidth={1.5} />
    </span>
  );
}
