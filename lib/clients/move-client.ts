import { and, eq, ne, type SQL, sql } from "drizzle-orm";
import { advisoryLocks, takeLock } from "@/db/advisory-locks";
import type { Tx } from "@/db/client";
import { clients } from "@/db/schema";
import { masksContactsFor } from "@/lib/access/masks-contacts-for";
import { visibleClients } from "@/lib/access/visible-clients";
import type { Context } from "@/lib/context";
import { invalid, notFound } from "@/lib/core/errors";
import { change } from "@/lib/effects/change";
import { assertCan } from "@/lib/permissions";
import { addSystemLines } from "@/lib/thread/add-system-lines";
import { applyChanges } from "./apply-changes";
import { clientDto } from "./client-dto";
import { type Client, type MoveClient, moveClientSchema } from "./schemas";
import type { ClientStatus } from "./terms";

/**
 * Places a client on the board: into the status's column, directly above `before_id` or below
 * `after_id`, else on top. Throws `not_found`, `invalid` when the neighbour is not in that column.
 */
export async function moveClient(ctx: Context, id: number, input: MoveClient): Promise<Client> {
  assertCan(ctx, "clients.write");
  const move = moveClientSchema.parse(input);
  const isMasked = await masksContactsFor(ctx);
  const row = await change(ctx, async (tx) => {
    // One move per column at a time: two cards dropped into one gap must not get one place.
    await takeLock(tx, advisoryLocks.board, move.status);
    const [client] = await tx
      .select({ id: clients.id })
      .from(clients)
      .where(and(eq(clients.id, id), visibleClients(ctx.actor)))
      .for("update");
    if (!client) throw notFound("client");
    const boardOrder = await findPlace(tx, ctx, id, move);
    const changed = await applyChanges(tx, ctx, [{ id, status: move.status }]);
    const [row] = await tx
      .update(clients)
      .set({ boardOrder })
      .where(eq(clients.id, id))
      .returning();
    if (!row) throw notFound("client");
    // A new place alone is a visible change too.
    if (changed.length === 0) await addSystemLines(tx, [{ clientId: id }]);
    return row;
  });
  return clientDto(ctx.db, row, isMasked);
}

async function findPlace(tx: Tx, ctx: Context, id: number, move: MoveClient): Promise<number> {
  const anchorId = move.before_id ?? move.after_id;
  if (anchorId === undefined) {
    const top = await edge(tx, others(move.status, id), "highest");
    return Math.max((top ?? 0) + 1, Date.now() / 1000);
  }
  for (let spread = 32; ; spread *= 16) {
    const place = await placeBeside(tx, ctx, id, move, anchorId);
    if (place !== null) return place;
    await spreadAround(tx, move.status, anchorId, spread);
  }
}

/** The middle of the gap, or null when the numbers there have become too close. */
async function placeBeside(
  tx: Tx,
  ctx: Context,
  id: number,
  move: MoveClient,
  anchorId: number,
): Promise<number | null> {
  const column = others(move.status, id);
  const [anchor] = await tx
    .select({ order: clients.boardOrder })
    .from(clients)
    .where(and(column, eq(clients.id, anchorId), visibleClients(ctx.actor)));
  if (!anchor) {
    const field = move.before_id === undefined ? "after_id" : "before_id";
    throw invalid(field, "client.cardElsewhere");
  }
  const isAbove = move.before_id !== undefined;
  const key = sql`(${clients.boardOrder}, ${clients.id})`;
  const place = sql`(${anchor.order}::float8, ${anchorId})`;
  const other = isAbove
    ? await edge(tx, and(column, sql`${key} > ${place}`), "lowest")
    : await edge(tx, and(column, sql`${key} < ${place}`), "highest");
  if (other === null) return anchor.order + (isAbove ? 1 : -1);
  const middle = (anchor.order + other) / 2;
  const isBetween =
    middle > Math.min(anchor.order, other) && middle < Math.max(anchor.order, other);
  return isBetween ? middle : null;
}

/**
 * Gives `count` cards on each side of the anchor evenly spaced places, in the order they have. At an
 * end of the column there is room beyond it, so that a large enough `count` always makes gaps.
 */
async function spreadAround(tx: Tx, status: ClientStatus, anchorId: number, count: number) {
  await tx.execute(sql`
    with anchor as (select board_order, id from clients where id = ${anchorId}),
    near as (
      (select c.id, c.board_order, 1 as is_above from clients c, anchor a
        where c.status = ${status} and (c.board_order, c.id) >= (a.board_order, a.id)
        order by c.board_order, c.id limit ${count})
      union all
      (select c.id, c.board_order, 0 from clients c, anchor a
        where c.status = ${status} and (c.board_order, c.id) < (a.board_order, a.id)
        order by c.board_order desc, c.id desc limit ${count})
    ),
    room as (
      select min(board_order) as low, max(board_order) as high, count(*) as n,
        sum(is_above) < ${count} as is_open_above, count(*) - sum(is_above) < ${count} as is_open_below,
        (max(board_order) - min(board_order)) / greatest(count(*) - 1, 1) as step
      from near
    ),
    placed as (
      select near.id, row_number() over (order by near.board_order, near.id) - 1 as place from near
    )
    update clients set board_order = case
      when r.is_open_above then r.low + p.place * greatest(r.step, 1)
      when r.is_open_below then r.high - (r.n - 1 - p.place) * greatest(r.step, 1)
      else r.low + p.place * r.step end
    from placed p, room r where clients.id = p.id`);
}

const others = (status: ClientStatus, id: number): SQL | undefined =>
  and(eq(clients.status, status), ne(clients.id, id));

async function edge(tx: Tx, rows: SQL | undefined, end: "highest" | "lowest") {
  const [row] = await tx
    .select({ order: clients.boardOrder })
    .from(clients)
    .where(rows)
    .orderBy(
      end === "highest"
        ? sql`${clients.boardOrder} desc, ${clients.id} desc`
        : sql`${clients.boardOrder}, ${clients.id}`,
    )
    .limit(1);
  return row?.order ?? null;
}
