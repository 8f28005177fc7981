import { FileView } from "@/components/chat/message/message-body";
import { cn } from "@/components/ui/cn";
import type { Message } from "@/lib/messages/schemas";
import { useLightbox } from "./lightbox";

/** The pictures and videos of one album as a grid; documents one under another. */
export function Album({ messages }: { messages: Message[] }) {
  const open = useLightbox();
  const files = messages.flatMap(({ attachments }) => attachments);
  const isVisual = files.every(
    ({ kind, status }) => status === "stored" && (kind === "photo" || kind === "video"),
  );
  if (!isVisual) {
    return (
      <div className="grid gap-1">
        {files.map((file) => (
          <FileView key={file.id} file={file} />
        ))}
      </div>
    );
  }
  return (
    <div
      className={cn(
        "grid w-[420px] max-w-full gap-0.5 overflow-hidden rounded-card",
        files.length > 4 ? "grid-cols-3" : "grid-cols-2",
      )}
    >
      {files.map((file, index) => {
        const src = `/api/attachments/${file.id}/`;
        const isWide = files.length % 2 === 1 && files.length < 5 && index === 0;
        const className = cn(
          "aspect-square size-full bg-muted object-cover",
          isWide && "aspect-2/1",
        );
        return (
          <div key={file.id} className={isWide ? "col-span-2" : ""}>
            {file.kind === "photo" ? (
              <button type="button" onClick={() => open(file.id)} className="block size-full">
                <img src={src} alt={file.name} className={className} />
              </button>
            ) : (
              <video controls preload="metadata" src={src} className={className} />
            )}
          </div>
        );
      })}
    </div>
  );
}
