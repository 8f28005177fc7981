import { FileName } from "@/components/ui/file-name";
import type { Media } from "@/lib/media/schemas";
import { FileGlyph } from "./file-glyph";
import { FileSize } from "./file-size";

/** A file of the library: its look, name and size. */
export function MediaCard({ file, onOpen }: { file: Media; onOpen: () => void }) {
  return (
    <li>
      <button
        type="button"
        onClick={onOpen}
        data-testid={`media-${file.id}`}
        className="block w-full rounded-card border bg-surface p-2 text-left hover:border-input hover:bg-muted"
      >
        <FileGlyph file={file} />
        <FileName name={file.name} className="mt-2 font-medium text-secondary" />
        <FileSize bytes={file.size} />
      </button>
    </li>
  );
}
