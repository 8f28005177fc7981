import { eq } from "drizzle-orm";
import { attachments, media } from "@/db/schema";
import { attachmentDto } from "@/lib/attachments/attachment-dto";
import { attachmentKind } from "@/lib/attachments/attachment-kind";
import type { Attachment } from "@/lib/attachments/schemas";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { randomToken } from "@/lib/core/ids";
import { assertCan, assertOperator } from "@/lib/permissions";
import { copyObject } from "@/lib/storage/s3";

/** A copy of a library file as an attachment of the operator's own, ready to be sent. */
export async function attachMedia(ctx: Context, id: number): Promise<Attachment> {
  assertCan(ctx, "messages.send");
  assertOperator(ctx);
  const [file] = await ctx.db.select().from(media).where(eq(media.id, id));
  if (file?.status !== "stored") throw notFound("File");
  const storageKey = `uploads/${randomToken()}`;
  await copyObject(file.storageKey, storageKey);
  const [row] = await ctx.db
    .insert(attachments)
    .values({
      operatorId: ctx.actor.operatorId,
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
  if (!row) throw new AppError("internal", "The file was not attached.");
  return attachmentDto(row);
}
