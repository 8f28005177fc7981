import { attachments } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { assertCan, assertOperator } from "@/lib/permissions";
import { presignUpload } from "@/lib/storage/presign";
import { uploadWay } from "@/lib/storage/upload-way";
import { attachmentDto } from "./attachment-dto";
import { attachmentKind } from "./attachment-kind";
import { checkUploadRoom } from "./check-upload-room";
import { incomingKey } from "./keep-upload";
import { knownType } from "./known-type";
import { type CreateAttachment, createAttachmentSchema, type Upload } from "./schemas";

/**
 * Begins an upload straight to the storage: the link takes this type and at most this size, for 5 minutes.
 * Throws `conflict` for who has too many files that were not sent.
 */
export async function createUpload(ctx: Context, input: CreateAttachment): Promise<Upload> {
  assertCan(ctx, "messages.send");
  assertOperator(ctx);
  const { operatorId } = ctx.actor;
  const file = createAttachmentSchema.parse(input);
  const mimeType = knownType(file.mime_type);
  const storageKey = incomingKey();
  // Before the row: a question to the storage holds no connection.
  const upload = await presignUpload(storageKey, mimeType, file.size, await uploadWay());
  const [row] = await ctx.db.transaction(async (tx) => {
    await checkUploadRoom(tx, operatorId, file.size);
    return tx
      .insert(attachments)
      .values({
        operatorId,
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
  });
  if (!row) throw new AppError("internal", "notStored.upload");
  return { attachment: attachmentDto(row), upload };
}
