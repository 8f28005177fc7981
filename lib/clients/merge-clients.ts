import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients } from "@/db/schema";
import { masksContactsFor } from "@/lib/access/masks-contacts-for";
import { visibleClients } from "@/lib/access/visible-clients";
import { changeHands, drainDepartment } from "@/lib/assignment/change-hands";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { type ChangeTx, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import { addSystemLines } from "@/lib/thread/add-system-lines";
import { clientDto } from "./client-dto";
import { lockQueuesOf } from "./lock-queues-of";
import { moveConversation } from "./move-conversation";
import { type MergeClients, type MergeResult, mergeClientsSchema } from "./schemas";

type Row = typeof clients.$inferSelect;

/** Ends a preview's transaction without keeping anything. */
class Preview extends Error {
  constructor(readonly result: MergeResult) {
    super("preview");
  }
}

/**
 * Merges one client into another: messages, notes, files, cases, tags and empty fields go to the kept
 * one, the other disappears. The kept one stays where it is, with whom it has, else whom the other one
 * has, if they see it there. A preview does the same and takes it back, so it cannot promise something
 * else. Throws `not_found`, `conflict` when both have a Telegram account.
 */
export async function mergeClients(
  ctx: Context,
  input: MergeClients,
  { isPreview }: { isPreview: boolean },
): Promise<MergeResult> {
  assertCan(ctx, "clients.merge");
  const { keep_id, merge_id } = mergeClientsSchema.parse(input);
  const isMasked = await masksContactsFor(ctx);
  try {
    return await change(ctx, async (tx) => {
      const queues = await lockQueuesOf(tx, [keep_id, merge_id]);
      const [kept, merged] = await lockBoth(tx, ctx, keep_id, merge_id);
      if ([kept, merged].some((row) => row.departmentId && !queues.includes(row.departmentId))) {
        throw new AppError("conflict", "client.isMoving");
      }
      if (kept.telegramId !== null && merged.telegramId !== null) {
        throw new AppError("conflict", "client.twoAccounts");
      }
      const moved = await countMoved(tx, keep_id, merge_id);
      await moveConversation(tx, keep_id, merge_id);
      await moveTheRest(tx, kept, merged);
      await writeLog(tx, ctx, {
        action: "client_merged",
        description: `Client ${merge_id} into ${keep_id}`,
        clientId: keep_id,
        details: { merged_id: merge_id, ...moved },
      });
      await addSystemLines(tx, [{ clientId: keep_id }]);
      await settlePlace(tx, ctx, kept, merged);
      for (const id of queues) await drainDepartment(tx, id);
      const [row] = await tx.select().from(clients).where(eq(clients.id, keep_id));
      if (!row) throw notFound("client");
      const result = { client: await clientDto(tx, row, isMasked), moved };
      if (isPreview) throw new Preview(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Preview) return error.result;
    throw error;
  }
}

async function lockBoth(
  tx: Tx,
  ctx: Context,
  keepId: number,
  mergeId: number,
): Promise<[Row, Row]> {
  const rows = await tx
    .select()
    .from(clients)
    .where(and(inArray(clients.id, [keepId, mergeId]), visibleClients(ctx.actor)))
    .orderBy(asc(clients.id))
    .for("update");
  const kept = rows.find((row) => row.id === keepId);
  const merged = rows.find((row) => row.id === mergeId);
  if (!kept || !merged) throw notFound("client");
  return [kept, merged];
}

/** One department, and an owner who sees the client there, or the queue. */
async function settlePlace(tx: ChangeTx, ctx: Context, kept: Row, merged: Row) {
  const departmentId = kept.departmentId ?? merged.departmentId;
  const ownerId = kept.assignedOperatorId ?? merged.assignedOperatorId;
  const [owner] = await tx.execute<{ serves: boolean }>(
    sql`select can_serve(${ownerId}::bigint, ${departmentId}::bigint) as serves`,
  );
  const operatorId = owner?.serves ? ownerId : null;
  await changeHands(tx, ctx, { clientId: kept.id, operatorId, departmentId, reason: "merged" });
}

async function countMoved(tx: Tx, keepId: number, mergeId: number) {
  const [row] = await tx.execute<MergeResult["moved"]>(sql`
    select
      (select count(*)::int from messages where client_id = ${mergeId} and not is_internal) as messages,
      (select count(*)::int from messages where client_id = ${mergeId} and is_internal) as notes,
      (select count(*)::int from attachments a join messages m on m.id = a.message_id
        where m.client_id = ${mergeId}) as files,
      (select count(*)::int from client_tags where client_id = ${mergeId}
        and tag_id not in (select tag_id from client_tags where client_id = ${keepId})) as tags`);
  return row ?? { messages: 0, notes: 0, files: 0, tags: 0 };
}

async function moveTheRest(tx: Tx, kept: Row, merged: Row) {
  await tx.execute(sql`insert into client_tags (client_id, tag_id)
    select ${kept.id}, tag_id from client_tags where client_id = ${merged.id}
    on conflict do nothing`);
  await tx.execute(
    sql`update operator_logs set client_id = ${kept.id} where client_id = ${merged.id}`,
  );
  // The other one goes first: its Telegram id is unique.
  await tx.delete(clients).where(eq(clients.id, merged.id));
  const hasName = kept.firstName !== "" || kept.lastName !== "";
  await tx
    .update(clients)
    .set({
      telegramId: kept.telegramId ?? merged.telegramId,
      ...(hasName ? {} : { firstName: merged.firstName, lastName: merged.lastName }),
      // Telegram's own facts come with its account.
      username: kept.telegramId === null ? (merged.username ?? kept.username) : kept.username,
      languageCode: kept.languageCode ?? merged.languageCode,
      phone: kept.phone ?? merged.phone,
      email: kept.email ?? merged.email,
      emailForms: kept.email === null ? merged.emailForms : kept.emailForms,
      lastOperatorId: kept.lastOperatorId ?? merged.lastOperatorId,
      blockedAt: kept.telegramId === null ? merged.blockedAt : kept.blockedAt,
      membershipAt: kept.telegramId === null ? merged.membershipAt : kept.membershipAt,
      source: kept.source ?? merged.source,
      isNameLocked: kept.isNameLocked || hasName,
      createdAt: new Date(Math.min(kept.createdAt.getTime(), merged.createdAt.getTime())),
    })
    .where(eq(clients.id, kept.id));
}
