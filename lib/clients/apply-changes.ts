import { and, asc, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients, clientTags, tags } from "@/db/schema";
import { visibleClients } from "@/lib/access/visible-clients";
import { changeHandsOfMany, drainDepartment } from "@/lib/assignment/change-hands";
import type { Context } from "@/lib/context";
import { invalid } from "@/lib/core/errors";
import type { ChangeTx } from "@/lib/effects/change";
import type { LogAction } from "@/lib/logs/actions";
import { writeLogs } from "@/lib/logs/write-logs";
import { addSystemLines, type SystemLine } from "@/lib/thread/add-system-lines";
import { checkOperators, lockTouchedQueues } from "./check-operators";
import type { ClientChangeItem } from "./schemas";

type Row = typeof clients.$inferSelect;
type LogLine = {
  action: LogAction;
  description: string;
  clientId: number;
  details: Record<string, unknown>;
};

/**
 * Changes status, operator and tags of many visible clients in a few statements, with log lines and
 * lines in their threads. Invisible or missing ones, and what is so already, are left out. Returns how
 * each was before, which restores it when applied. Throws `invalid` for an unknown operator or tag.
 */
export async function applyChanges(
  tx: ChangeTx,
  ctx: Context,
  items: ClientChangeItem[],
): Promise<ClientChangeItem[]> {
  await checkTags(tx, items);
  const queues = await lockTouchedQueues(tx, ctx, items);
  const rows = await tx
    .select()
    .from(clients)
    .where(
      and(
        inArray(
          clients.id,
          items.map((item) => item.id),
        ),
        visibleClients(ctx.actor),
      ),
    )
    // One order everywhere: two bulk changes never wait for each other in a circle.
    .orderBy(asc(clients.id))
    .for("no key update");
  const before = new Map(rows.map((row) => [row.id, row]));
  const known = items.filter((item) => before.has(item.id));
  await checkOperators(tx, ctx, known, before);
  const added = await addTags(tx, known);
  const removed = await removeTags(tx, known);

  const undo: ClientChangeItem[] = [];
  const lines: LogLine[] = [];
  const system: SystemLine[] = [];
  const statuses: { id: number; status: Row["status"] }[] = [];
  const moves: { clientId: number; operatorId: number | null }[] = [];
  for (const item of known) {
    const row = before.get(item.id) as Row;
    const back: ClientChangeItem = { id: row.id };
    const status = item.status ?? row.status;
    const operator =
      item.assigned_operator_id === undefined ? row.assignedOperatorId : item.assigned_operator_id;
    if (status !== row.status) {
      back.status = row.status;
      statuses.push({ id: row.id, status });
      lines.push(
        line("status_changed", row.id, `${row.status} → ${status}`, {
          from: row.status,
          to: status,
        }),
      );
      system.push({
        clientId: row.id,
        kind: "status_changed",
        payload: { from: row.status, to: status },
      });
    }
    if (operator !== row.assignedOperatorId) {
      back.assigned_operator_id = row.assignedOperatorId;
      moves.push({ clientId: row.id, operatorId: operator });
    }
    const plus = added.get(row.id) ?? [];
    const minus = removed.get(row.id) ?? [];
    if (plus.length > 0) back.remove_tag_ids = plus;
    if (minus.length > 0) back.add_tag_ids = minus;
    if (plus.length > 0 || minus.length > 0) {
      const changes = [...plus.map((id) => `+${id}`), ...minus.map((id) => `−${id}`)].join(" ");
      lines.push(line("client_tagged", row.id, `Tags ${changes}`, { added: plus, removed: minus }));
      system.push({ clientId: row.id });
    }
    if (Object.keys(back).length > 1) undo.push(back);
  }
  if (statuses.length > 0) {
    await tx.execute(sql`
      update clients set status = n.status::client_status, updated_at = now()
      from jsonb_to_recordset(${JSON.stringify(statuses)}::text::jsonb) as n(id bigint, status text)
      where clients.id = n.id`);
  }
  await changeHandsOfMany(tx, ctx, moves);
  await writeLogs(tx, ctx, lines);
  await addSystemLines(tx, system);
  // Places that came free go to whoever waits.
  for (const id of queues) await drainDepartment(tx, id);
  return undo;
}

const line = (
  action: LogAction,
  clientId: number,
  description: string,
  details: Record<string, unknown>,
): LogLine => ({ action, clientId, description, details });

async function checkTags(tx: Tx, items: ClientChangeItem[]) {
  const wanted = new Set(items.flatMap((item) => item.add_tag_ids ?? []));
  if (wanted.size === 0) return;
  const found = await tx
    .select({ id: tags.id })
    .from(tags)
    .where(inArray(tags.id, [...wanted]));
  if (found.length < wanted.size) throw invalid("add_tag_ids", "tag.unknown");
}

async function addTags(tx: Tx, items: ClientChangeItem[]) {
  const values = items.flatMap((item) =>
    (item.add_tag_ids ?? []).map((tagId) => ({ clientId: item.id, tagId })),
  );
  if (values.length === 0) return new Map<number, number[]>();
  const rows: Pair[] = [];
  // A statement has at most 65,534 parameters.
  for (let at = 0; at < values.length; at += 10_000) {
    rows.push(
      ...(await tx
        .insert(clientTags)
        .values(values.slice(at, at + 10_000))
        .onConflictDoNothing()
        .returning({ clientId: clientTags.clientId, tagId: clientTags.tagId })),
    );
  }
  return byClient(rows);
}

async function removeTags(tx: Tx, items: ClientChangeItem[]) {
  const pairs = items.flatMap((item) =>
    (item.remove_tag_ids ?? []).map((tagId) => ({ client_id: item.id, tag_id: tagId })),
  );
  if (pairs.length === 0) return new Map<number, number[]>();
  const rows = await tx
    .delete(clientTags)
    .where(
      sql`(${clientTags.clientId}, ${clientTags.tagId}) in (select client_id, tag_id from jsonb_to_recordset(${JSON.stringify(pairs)}::text::jsonb) as n(client_id bigint, tag_id bigint))`,
    )
    .returning({ clientId: clientTags.clientId, tagId: clientTags.tagId });
  return byClient(rows);
}

type Pair = { clientId: number; tagId: number };

function byClient(rows: Pair[]): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const { clientId, tagId } of rows) {
    found.set(clientId, [...(found.get(clientId) ?? []), tagId]);
  }
  return found;
}
