import { and, desc, eq, lt, notInArray } from "drizzle-orm";
import { z } from "zod";
import { attachments, messages } from "@/db/schema";
import { assertSeesClient } from "@/lib/access/assert-sees-client";
import type { Context } from "@/lib/context";
import { cursorId, decodeCursor } from "@/lib/core/cursor";
import { pageOf } from "@/lib/core/page-of";
import type { Page } from "@/lib/core/schemas";
import { attachmentDto } from "./attachment-dto";
import type { Attachment } from "./schemas";

/** The files of a client's conversation, newest first, without stickers. Throws `not_found`. */
export async function listClientFiles(
  ctx: Context,
  clientId: number,
  filter: { limit: number; cursor?: string | undefined },
): Promise<Page<Attachment>> {
  await assertSeesClient(ctx, clientId);
  const after = decodeCursor(z.tuple([cursorId]), filter.cursor);
  const rows = await ctx.db
    .select({ file: attachments })
    .from(attachments)
    .innerJoin(messages, eq(messages.id, attachments.messageId))
    .where(
      and(
        eq(messages.clientId, clientId),
        notInArray(attachments.kind, ["sticker"]),
        after && lt(attachments.id, after[0]),
      ),
    )
    .orderBy(desc(attachments.id))
    .limit(filter.limit + 1);
  return pageOf(
    rows,
    filter.limit,
    ({ file }) => attachmentDto(file),
    (last) => [last.file.id],
  );
}
