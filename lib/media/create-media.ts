import { media } from "@/db/schema";
import { checkUploadRoom } from "@/lib/attachments/check-upload-room";
import { incomingKey } from "@/lib/attachments/keep-upload";
import { knownType } from "@/lib/attachments/known-type";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { assertCan, assertOperator } from "@/lib/permissions";
import { presignUpload } from "@/lib/storage/presign";
import { uploadWay } from "@/lib/storage/upload-way";
import { mediaDtos } from "./media-dto";
import { type CreateMedia, createMediaSchema, type MediaUpload } from "./schemas";

/**
 * Begins an upload into the library, straight to the storage: this type, at most this size, for 5 minutes.
 * Throws `conflict` for who has too many uploads that were not finished.
 */
export async function createMedia(ctx: Context, input: CreateMedia): Promise<MediaUpload> {
  assertCan(ctx, "media.write");
  assertOperator(ctx);
  const { operatorId } = ctx.actor;
  const file = createMediaSchema.parse(input);
  const mimeType = knownType(file.mime_type);
  const storageKey = incomingKey();
  const upload = await presignUpload(storageKey, mimeType, file.size, await uploadWay());
  const rows = await ctx.db.transaction(async (tx) => {
    await checkUploadRoom(tx, operatorId, file.size);
    return tx
      .insert(media)
      .values({
        name: file.name,
        mimeType,
        size: file.size,
        width: file.width ?? null,
        height: file.height ?? null,
        storageKey,
        uploadedByOperatorId: operatorId,
      })
      .returning();
  });
  const [dto] = await mediaDtos(ctx.db, rows);
  if (!dto) throw new AppError("internal", "notStored.upload");
  return { media: dto, upload };
}
