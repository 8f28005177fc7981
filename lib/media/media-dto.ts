import { asc, eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { type media, quickReplies, quickReplyMedia } from "@/db/schema";
import { cleanFileName } from "@/lib/attachments/file-name";
import { signedLink } from "@/lib/storage/signed-link";
import type { Media } from "./schemas";

type Row = typeof media.$inferSelect;

/** Library files in the API's shape, with the quick replies that send them. */
export async function mediaDtos(db: Db, rows: Row[]): Promise<Media[]> {
  if (rows.length === 0) return [];
  const uses = await db
    .select({
      mediaId: quickReplyMedia.mediaId,
      id: quickReplies.id,
      shortcut: quickReplies.shortcut,
    })
    .from(quickReplyMedia)
    .innerJoin(quickReplies, eq(quickReplies.id, quickReplyMedia.quickReplyId))
    .where(
      inArray(
        quickReplyMedia.mediaId,
        rows.map((row) => row.id),
      ),
    )
    .orderBy(asc(quickReplies.shortcut));
  return rows.map((row) => ({
    id: row.id,
    name: cleanFileName(row.name),
    mime_type: row.mimeType,
    size: row.size,
    width: row.width,
    height: row.height,
    status: row.status === "stored" ? "stored" : "uploading",
    url: row.status === "stored" ? signedLink("media", row.id) : null,
    used_in: uses.flatMap(({ mediaId, id, shortcut }) =>
      mediaId === row.id ? [{ id, shortcut }] : [],
    ),
    uploaded_by_operator_id: row.uploadedByOperatorId,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  }));
}
