import { media } from "@/db/schema";
import { knownType } from "@/lib/attachments/known-type";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { randomToken } from "@/lib/core/ids";
import { assertCan, assertOperator } from "@/lib/permissions";
import { presignUpload } from "@/lib/storage/s3";
import { mediaDtos } from "./media-dto";
import { type CreateMedia, createMediaSchema, type MediaUpload } from "./schemas";

/** Begins an upload into the library, straight to S3: this type, at most this size, for 5 minutes. */
export async function createMedia(ctx: Context, input: CreateMedia): Promise<MediaUpload> {
  assertCan(ctx, "media.write");
  assertOperator(ctx);
  const file = createMediaSchema.parse(input);
  const mimeType = knownType(file.mime_type);
  const rows = await ctx.db
    .insert(media)
    .values({
      name: file.name,
      mimeType,
      size: file.size,
      width: file.width ?? null,
      height: file.height ?? null,
      storageKey: `media/${randomToken()}`,
      uploadedByOperatorId: ctx.actor.operatorId,
    })
    .returning();
  const [dto] = await mediaDtos(ctx.db, rows);
  if (!dto || !rows[0]) throw new AppError("internal", "The upload was not begun.");
  const { url, fields } = await presignUpload(rows[0].storageKey, mimeType, file.size);
  return { media: dto, upload: { url, fields } };
}
