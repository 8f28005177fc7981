import { and, eq } from "drizzle-orm";
import { attachments } from "@/db/schema";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/core/errors";
import { assertOperator } from "@/lib/permissions";
import { discardObject } from "@/lib/storage/s3";
import { attachmentDto } from "./attachment-dto";
import { keepUpload, notArrived } from "./keep-upload";
import type { Attachment } from "./schemas";
import { keepObject } from "./stray-objects";

/**
 * The browser says the file is up: keeps it where nobody can write any more, held to the size it
 * promised. Safe to call twice, also at once.
 */
export async function completeUpload(ctx: Context, id: number): Promise<Attachment> {
  assertOperator(ctx);
  const own = and(eq(attachments.id, id), eq(attachments.operatorId, ctx.actor.operatorId));
  const row = await find();
  if (row.status === "stored") return attachmentDto(row);
  const incoming = row.storageKey;
  const storageKey = await keepUpload(ctx.db, { ...row, storageKey: incoming }, "files");
  const stored = storageKey ? await settle(storageKey) : undefined;
  if (stored) {
    await discardObject(incoming);
    return attachmentDto(stored);
  }
  // Another call completed it meanwhile, or there is nothing to complete.
  if (storageKey) await discardObject(storageKey);
  const now = await find();
  if (now.status === "stored") return attachmentDto(now);
  throw notArrived();

  async function settle(key: string) {
    return ctx.db.transaction(async (tx) => {
      const [kept] = await tx
        .update(attachments)
        .set({ status: "stored", storageKey: key })
        .where(and(own, eq(attachments.status, "uploading"), eq(attachments.storageKey, incoming)))
        .returning();
      if (kept) await keepObject(tx, key);
      return kept;
    });
  }

  async function find() {
    const [found] = await ctx.db.select().from(attachments).where(own);
    if (!found?.storageKey) throw notFound("file");
    return { ...found, storageKey: found.storageKey };
  }
}
