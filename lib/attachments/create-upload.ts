import { attachments } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { randomToken } from "@/lib/core/ids";
import { assertCan, assertOperator } from "@/lib/permissions";
import { presignUpload } from "@/lib/storage/s3";
import { attachmentDto } from "./attachment-dto";
import { attachmentKind } from "./attachment-kind";
import { knownType } from "./known-type";
import { type CreateAttachment, createAttachmentSchema, type Upload } from "./schemas";

/** Begins an upload straight to S3: the link takes this type and at most this size, for 5 minutes. */
export async function createUpload(ctx: Context, input: CreateAttachment): Promise<Upload> {
  assertCan(ctx, "messages.send");
  assertOperator(ctx);
  const file = createAttachmentSchema.parse(input);
  const mimeType = knownType(file.mime_type);
  const storageKey = `uploads/${randomToken()}`;
  const [row] = await ctx.db
    .insert(attachments)
    .values({
      operatorId: ctx.actor.operatorId,
      kind: attachmentKind({ ...file, mimeType, isVoice: file.is_voice }),
      duration: file.duration ?? null,
      name: file.name,
      mimeType,
      size: file.size,
      width: file.width ?? null,
      height: file.height ?? null,
      storageKey,
      status: "uploading",
    })
    .returning();
  if (!row) throw new AppError("internal", "The upload was not begun.");
  const { url, fields } = await presignUpload(storageKey, mimeType, file.size);
  return { attachment: attachmentDto(row), upload: { url, fields } };
}
