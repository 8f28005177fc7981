import { and, eq, isNotNull } from "drizzle-orm";
import { attachments, clients, messages } from "@/db/schema";
import { visibleClients } from "@/lib/access/visible-clients";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { announce, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan, assertOperator } from "@/lib/permissions";
import { attachmentDto } from "./attachment-dto";
import { changeFile } from "./change-file";
import type { Attachment } from "./schemas";

/**
 * Fetches a client's file from Telegram once more after that failed; one that is under way or here is
 * returned as it is. Throws `not_found`, `conflict` (too big, or not a client's file).
 */
export async function retryDownload(ctx: Context, id: number): Promise<Attachment> {
  assertCan(ctx, "messages.send");
  assertOperator(ctx);
  const retried = await change(ctx, async (tx) => {
    const [found] = await tx
      .select({ file: attachments, clientId: messages.clientId })
      .from(attachments)
      .innerJoin(messages, eq(messages.id, attachments.messageId))
      .innerJoin(clients, eq(clients.id, messages.clientId))
      .where(and(eq(attachments.id, id), visibleClients(ctx.actor)));
    if (!found) throw notFound("file");
    const { file, clientId } = found;
    if (file.status === "pending" || file.status === "stored") return file;
    const failed = and(
      eq(attachments.id, id),
      eq(attachments.status, "failed"),
      isNotNull(attachments.telegramFileId),
    );
    const again = { status: "pending" as const, failureReason: null };
    const isOurs = await changeFile(tx, id, again, failed);
    if (!isOurs) throw new AppError("conflict", "file.noOtherDownload");
    await writeLog(tx, ctx, { action: "file_retried", description: `File ${id}`, clientId });
    announce(tx, { name: "file.awaited", attachmentId: id });
    return { ...file, ...again };
  });
  return attachmentDto(retried);
}
