import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { attachments, clients, earlyReactions, messages } from "@/db/schema";
import { visibleClients } from "@/lib/access/visible-clients";
import { drainDepartment } from "@/lib/assignment/change-hands";
import { condemnObjects } from "@/lib/attachments/stray-objects";
import type { Context } from "@/lib/context";
import { clientNames } from "@/lib/core/client-name";
import { invalid, notFound } from "@/lib/core/errors";
import { type ChangeTx, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import { addSystemLines } from "@/lib/thread/add-system-lines";
import { lockQueuesOf } from "./lock-queues-of";
import type { EraseClient } from "./schemas";

/**
 * Removes a client for good: messages, notes, files, raw updates and all personal data; a log line
 * with the number remains. `confirm`, when given, must be the client's name as the desk shows it. Throws
 * `not_found`, `invalid` for another name. The files' objects go a moment later, by a job that comes
 * again until the storage has removed them.
 */
export async function eraseClient(ctx: Context, id: number, input: EraseClient): Promise<void> {
  assertCan(ctx, "clients.erase");
  await change(ctx, async (tx) => {
    const queues = await lockQueuesOf(tx, [id]);
    const [row] = await tx
      .select()
      .from(clients)
      .where(and(eq(clients.id, id), visibleClients(ctx.actor)))
      .for("update");
    if (!row) throw notFound("client");
    const names = clientNames({
      id,
      first_name: row.firstName,
      last_name: row.lastName,
      username: row.username,
    });
    if (input.confirm !== undefined && !names.includes(input.confirm.trim())) {
      throw invalid("confirm", "client.wrongConfirmation");
    }
    // Announces it; the conversation itself goes with the client.
    await addSystemLines(tx, [{ clientId: id }]);
    const removed = await removeFiles(tx, id);
    if (row.telegramId !== null) await removeRawUpdates(tx, row.telegramId);
    await removeDeliveries(tx, id);
    await tx.delete(clients).where(eq(clients.id, id));
    await writeLog(tx, ctx, {
      action: "client_erased",
      description: `Client ${id} with ${removed} files`,
      details: { client_id: id },
    });
    // The place that the client took is free.
    for (const queue of queues) await drainDepartment(tx, queue);
  });
}

/** Written down with the erasure, removed by a job after it. */
async function removeFiles(tx: ChangeTx, clientId: number): Promise<number> {
  const rows = await tx
    .select({ key: attachments.storageKey })
    .from(attachments)
    .innerJoin(messages, eq(messages.id, attachments.messageId))
    .where(and(eq(messages.clientId, clientId), isNotNull(attachments.storageKey)));
  await condemnObjects(
    tx,
    rows.flatMap((row) => row.key ?? []),
  );
  return rows.length;
}

// Delivered or not: the data that was sent is kept with a delivery to be sent again.
async function removeDeliveries(tx: Tx, clientId: number) {
  const own = String(clientId);
  await tx.execute(sql`delete from webhook_deliveries where
    payload #>> '{data,client,id}' = ${own} or payload #>> '{data,message,client_id}' = ${own}
    or payload ->> 'client_id' = ${own}
    or payload ->> 'message_id' in (select m.id::text from messages m where m.client_id = ${clientId})`);
}

async function removeRawUpdates(tx: Tx, telegramId: number) {
  const own = String(telegramId);
  await tx.execute(sql`delete from raw_updates where
    payload -> kind #>> '{chat,id}' = ${own} or payload -> kind #>> '{from,id}' = ${own}
    or payload -> kind #>> '{user,id}' = ${own}`);
  await tx.delete(earlyReactions).where(eq(earlyReactions.chatId, telegramId));
}
