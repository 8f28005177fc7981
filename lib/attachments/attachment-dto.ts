import type { attachments } from "@/db/schema";
import { signedLink } from "@/lib/storage/signed-link";
import { cleanFileName } from "./file-name";
import type { Attachment } from "./schemas";

/** A file in the API's shape. */
export function attachmentDto(row: typeof attachments.$inferSelect): Attachment {
  return {
    id: row.id,
    name: cleanFileName(row.name),
    mime_type: row.mimeType,
    size: row.size,
    url: row.status === "stored" ? signedLink("attachments", row.id) : null,
    kind: row.kind,
    width: row.width,
    height: row.height,
    duration: row.duration,
    status: row.status,
    failure_reason: row.failureReason,
  };
}
