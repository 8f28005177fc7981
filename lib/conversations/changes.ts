import { desc, inArray, type SQL, sql } from "drizzle-orm";
import { conversationReads, conversations } from "@/db/schema";
import type { Context, OperatorContext } from "@/lib/context";
import { assertCan, assertOperator } from "@/lib/permissions";
import type { ConversationChangeSet, ConversationChanges } from "./schemas";
import { conversationDto, selectConversations } from "./select-conversations";

/** The most changes given at once, and looked through; more and the caller loads the list afresh. */
const maxChanges = 200;
const maxLooked = 1000;

/** A snapshot of Postgres: transactions from `end` on, and those `running`, were not visible in it. */
type Snapshot = { end: string; running: string[] };

/**
 * What changed since `after`: every conversation touched, or read by the caller, by a transaction that
 * the caller's last response could not see. However long another transaction stays open, each change comes
 * once. `gone` are the known ones that are no longer visible.
 */
export async function conversationChanges(
  ctx: Context,
  { after, known }: ConversationChanges,
): Promise<ConversationChangeSet> {
  assertCan(ctx, "clients.read");
  assertOperator(ctx);
  const [row] = await ctx.db.execute<{ now: string }>(
    sql`select pg_current_snapshot()::text as now`,
  );
  const next_after = row?.now ?? "0";
  const now = parse(next_after);
  const gone = await findGone(ctx, known);
  const reset = { results: [], gone, next_after, is_reset: true };
  // A mark from the future is one of another cluster, before a restore.
  if (after === undefined || BigInt(parse(after).end) > BigInt(now.end)) return reset;
  const ids = await findChanged(ctx, parse(after), now);
  if (ids.length > maxLooked) return reset;
  if (ids.length === 0) return { ...reset, is_reset: false };
  const rows = await selectConversations(ctx, inArray(conversations.id, ids))
    .orderBy(desc(conversations.id))
    .limit(maxChanges + 1);
  if (rows.length > maxChanges) return reset;
  return { results: rows.map(conversationDto), gone, next_after, is_reset: false };
}

/** `xmin:xmax:running,…`, or a number alone: all from that transaction on. */
function parse(text: string): Snapshot {
  const [first = "0", end = first, running = ""] = text.split(":");
  return { end, running: running === "" ? [] : running.split(",") };
}

async function findChanged(ctx: OperatorContext, then: Snapshot, now: Snapshot): Promise<number[]> {
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select ${conversations.id} as id from ${conversations}
    where ${cameBetween(sql`${conversations.changedXid}`, then, now)}
    union
    select ${conversationReads.conversationId} from ${conversationReads}
    where ${conversationReads.operatorId} = ${ctx.actor.operatorId}
      and ${cameBetween(sql`${conversationReads.changedXid}`, then, now)}
    limit ${maxLooked + 1}`);
  return [...rows].map(({ id }) => Number(id));
}

/**
 * Not visible then, visible now. The upper end keeps out what a restored database brought along of another
 * cluster, whose ids lie in this one's future.
 */
function cameBetween(xid: SQL, then: Snapshot, now: Snapshot): SQL {
  const list = (ids: string[]) => sql`${`{${ids.join(",")}}`}::text::xid8[]`;
  return sql`(${xid} >= ${then.end}::text::xid8 or ${xid} = any(${list(then.running)}))
    and ${xid} < ${now.end}::text::xid8 and ${xid} <> all(${list(now.running)})`;
}

async function findGone(ctx: OperatorContext, known: string | undefined): Promise<number[]> {
  if (!known) return [];
  const ids = known.split(",").map(Number);
  const rows = await selectConversations(ctx, inArray(conversations.id, ids));
  const visible = new Set(rows.map((row) => row.id));
  return ids.filter((id) => !visible.has(id));
}
