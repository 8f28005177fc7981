import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import { attachments, media } from "@/db/schema";
import { attachmentDto } from "@/lib/attachments/attachment-dto";
import { attachmentKind } from "@/lib/attachments/attachment-kind";
import { checkUploadRoom } from "@/lib/attachments/check-upload-room";
import { keptKey } from "@/lib/attachments/keep-upload";
import type { Attachment } from "@/lib/attachments/schemas";
import { keepObject, noteObject } from "@/lib/attachments/stray-objects";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { assertCan, assertOperator } from "@/lib/permissions";
import { copyObject, discardObject } from "@/lib/storage/s3";

/**
 * A copy of a library file as an attachment of the operator's own, ready to be sent. Throws `conflict`
 * for who has too many files that were not sent.
 */
export async function attachMedia(ctx: Context, id: number): Promise<Attachment> {
  assertCan(ctx, "messages.send");
  assertOperator(ctx);
  const [file] = await ctx.db.select().from(media).where(eq(media.id, id));
  if (file?.status !== "stored") throw notFound("file");
  const storageKey = keptKey("files");
  await noteObject(ctx.db, storageKey);
  if (!(await copyObject(file.storageKey, storageKey, file.mimeType))) throw notFound("file");
  try {
    return attachmentDto(await insert(ctx.db, ctx.actor.operatorId, file, storageKey));
  } catch (error) {
    await discardObject(storageKey);
    throw error;
  }
}

async function insert(
  db: Db,
  operatorId: number,
  file: typeof media.$inferSelect,
  storageKey: string,
) {
  const [row] = await db.transaction(async (tx) => {
    await checkUploadRoom(tx, operatorId, file.size);
    await keepObject(tx, storageKey);
    return tx
      .insert(attachments)
      .values({
        operatorId,
        kind: attachmentKind(file),
        name: file.name,
        mimeType: file.mimeType,
        size: file.size,
        width: file.width,
        height: file.height,
        storageKey,
        status: "stored",
      })
      .returning();
  });
  if (!row) throw new AppError("internal", "notStored.file");
  return row;
}
