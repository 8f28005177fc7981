import { and, eq } from "drizzle-orm";
import { attachments } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { assertOperator } from "@/lib/permissions";
import { statObject } from "@/lib/storage/s3";
import { attachmentDto } from "./attachment-dto";
import type { Attachment } from "./schemas";

/** The browser says the file is up: holds it to the size it promised. Safe to call twice. */
export async function completeUpload(ctx: Context, id: number): Promise<Attachment> {
  assertOperator(ctx);
  const own = and(eq(attachments.id, id), eq(attachments.operatorId, ctx.actor.operatorId));
  const [row] = await ctx.db.select().from(attachments).where(own);
  if (!row?.storageKey) throw notFound("File");
  if (row.status === "stored") return attachmentDto(row);
  const object = await statObject(row.storageKey);
  if (!object)
    throw new AppError("conflict", "The file has not arrived yet. Upload it, then try again.");
  if (object.size !== row.size) {
    throw new AppError("invalid", "The file has another size than announced. Upload it again.");
  }
  const [stored] = await ctx.db
    .update(attachments)
    .set({ status: "stored" })
    .where(own)
    .returning();
  return attachmentDto(stored ?? row);
}
