import { and, eq, inArray, ne, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { departments, media, quickReplies, quickReplyMedia } from "@/db/schema";
import { searchFormOf } from "@/db/search-form";
import { departmentReach } from "@/lib/access/department-reach";
import { reaches } from "@/lib/access/reach";
import type { Context } from "@/lib/context";
import { AppError, invalid, notFound } from "@/lib/core/errors";
import { notice } from "@/lib/core/refusals/reason";
import { searchForm } from "@/lib/core/search-form";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan, assertOperator } from "@/lib/permissions";
import { getQuickReply, visibleQuickReplies } from "./queries";
import {
  type CreateQuickReply,
  createQuickReplySchema,
  type QuickReply,
  type UpdateQuickReply,
  updateQuickReplySchema,
} from "./schemas";

/** Adds a quick reply. Managers only for their departments. Throws `conflict` for a taken shortcut. */
export async function createQuickReply(ctx: Context, input: CreateQuickReply): Promise<QuickReply> {
  assertCan(ctx, "quick_replies.write");
  assertOperator(ctx);
  const { operatorId } = ctx.actor;
  const { media_ids, department_id, ...fields } = createQuickReplySchema.parse(input);
  await assertReach(ctx, department_id);
  const id = await ctx.db.transaction(async (tx) => {
    await assertFree(tx, fields.shortcut, department_id, 0);
    const [row] = await tx
      .insert(quickReplies)
      .values({ ...fields, departmentId: department_id, createdByOperatorId: operatorId })
      .returning({ id: quickReplies.id });
    if (!row) throw new AppError("internal", "notStored.quickReply");
    await setFiles(tx, row.id, media_ids);
    await writeLog(tx, ctx, {
      action: "quick_reply_created",
      description: `Quick reply ${row.id}`,
      details: { name: `/${fields.shortcut}` },
    });
    return row.id;
  });
  return getQuickReply(ctx, id);
}

/** Changes a quick reply, under the same rules; files are replaced as a whole. */
export async function updateQuickReply(
  ctx: Context,
  id: number,
  input: UpdateQuickReply,
): Promise<QuickReply> {
  assertCan(ctx, "quick_replies.write");
  const { media_ids, department_id, ...fields } = updateQuickReplySchema.parse(input);
  const before = await getQuickReply(ctx, id);
  await assertReach(ctx, before.department_id);
  const departmentId = department_id === undefined ? before.department_id : department_id;
  await assertReach(ctx, departmentId);
  const content = fields.content ?? before.content;
  if (content.trim() === "" && (media_ids ?? before.media).length === 0) {
    throw invalid("content", "quickReply.empty");
  }
  await ctx.db.transaction(async (tx) => {
    const shortcut = fields.shortcut ?? before.shortcut;
    await assertFree(tx, shortcut, departmentId, id);
    const rows = await tx
      .update(quickReplies)
      .set({ shortcut, title: fields.title ?? before.title, content, departmentId })
      .where(eq(quickReplies.id, id))
      .returning({ id: quickReplies.id });
    if (rows.length === 0) throw notFound("quickReply");
    if (media_ids) await setFiles(tx, id, media_ids);
    await writeLog(tx, ctx, {
      action: "quick_reply_updated",
      description: `Quick reply ${id}`,
      details: { name: `/${shortcut}` },
    });
  });
  return getQuickReply(ctx, id);
}

/** Removes a quick reply; what was sent with it stays. */
export async function deleteQuickReply(ctx: Context, id: number): Promise<void> {
  assertCan(ctx, "quick_replies.write");
  const before = await getQuickReply(ctx, id);
  await assertReach(ctx, before.department_id);
  await ctx.db.transaction(async (tx) => {
    await tx
      .delete(quickReplies)
      .where(and(eq(quickReplies.id, id), await visibleQuickReplies(ctx)));
    await writeLog(tx, ctx, {
      action: "quick_reply_deleted",
      description: `Quick reply ${id}`,
      details: { name: `/${before.shortcut}` },
    });
  });
}

async function assertReach(ctx: Context, departmentId: number | null) {
  if (reaches(await departmentReach(ctx), departmentId)) return;
  throw new AppError("forbidden", "quickReply.ownDepartmentsOnly");
}

async function assertFree(tx: Tx, shortcut: string, departmentId: number | null, ownId: number) {
  if (departmentId !== null) {
    const [found] = await tx
      .select({ id: departments.id })
      .from(departments)
      .where(eq(departments.id, departmentId));
    if (!found) throw invalid("department_id", "department.unknown");
  }
  const [taken] = await tx
    .select({ id: quickReplies.id })
    .from(quickReplies)
    .where(
      and(
        eq(searchFormOf(quickReplies.shortcut), searchForm(shortcut)),
        eq(sql`coalesce(${quickReplies.departmentId}, 0)`, departmentId ?? 0),
        ne(quickReplies.id, ownId),
      ),
    );
  if (taken) {
    throw new AppError("conflict", "quickReply.taken", {
      params: { shortcut },
      details: { fields: [{ field: "shortcut", ...notice("quickReply.shortcutTaken") }] },
    });
  }
}

async function setFiles(tx: Tx, id: number, mediaIds: number[]) {
  const unique = [...new Set(mediaIds)];
  await tx.delete(quickReplyMedia).where(eq(quickReplyMedia.quickReplyId, id));
  if (unique.length === 0) return;
  const found = await tx
    .select({ id: media.id })
    .from(media)
    .where(and(inArray(media.id, unique), eq(media.status, "stored")));
  if (found.length < unique.length) {
    throw invalid("media_ids", "quickReply.fileGone");
  }
  await tx
    .insert(quickReplyMedia)
    .values(unique.map((mediaId, position) => ({ quickReplyId: id, mediaId, position })));
}
