import { and, asc, gt } from "drizzle-orm";
import { clients } from "@/db/schema";
import { masksContactsFor } from "@/lib/access/masks-contacts-for";
import { filterCondition } from "@/lib/clients/search/filter-condition";
import type { Context } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { change, together } from "@/lib/effects/change";
import { assertCan } from "@/lib/permissions";
import { applyChanges } from "./apply-changes";
import {
  type BulkResult,
  type BulkUpdateClients,
  bulkUpdateClientsSchema,
  type ClientChangeItem,
  type ClientFilter,
} from "./schemas";
import { maxClientCount } from "./terms";

/** Clients of one transaction: locks are held for a moment only. */
const batchSize = 200;

/**
 * Changes status, operator and tags of many clients; invisible ones are passed over. Each two
 * hundred are one transaction. The result's `undo`, sent back as `items`, restores what was. Throws `invalid`
 * for an unknown operator or tag or a filter that finds more than 10,000.
 */
export async function bulkUpdateClients(
  ctx: Context,
  input: BulkUpdateClients,
): Promise<BulkResult> {
  assertCan(ctx, "clients.write");
  const wanted = bulkUpdateClientsSchema.parse(input);
  const items = await itemsOf(ctx, wanted);
  const undo: ClientChangeItem[] = [];
  await together(ctx, async () => {
    for (let at = 0; at < items.length; at += batchSize) {
      const batch = items.slice(at, at + batchSize);
      undo.push(...(await change(ctx, (tx) => applyChanges(tx, ctx, batch))));
    }
  });
  return { changed: undo.length, undo };
}

async function itemsOf(ctx: Context, wanted: BulkUpdateClients): Promise<ClientChangeItem[]> {
  if ("items" in wanted) return oncePerClient(wanted.items);
  const ids = "ids" in wanted ? wanted.ids : await idsOf(ctx, wanted.filter);
  return [...new Set(ids)].map((id) => ({ id, ...wanted.change }));
}

/** A client named twice is changed once, to what was said last: each change writes lines. */
function oncePerClient(items: ClientChangeItem[]): ClientChangeItem[] {
  const byId = new Map<number, ClientChangeItem>();
  for (const item of items) byId.set(item.id, { ...byId.get(item.id), ...item });
  return [...byId.values()];
}

async function idsOf(ctx: Context, filter: ClientFilter): Promise<number[]> {
  const condition = await filterCondition(ctx, filter, await masksContactsFor(ctx));
  const rows = await ctx.db
    .select({ id: clients.id })
    .from(clients)
    .where(and(condition, gt(clients.id, 0)))
    .orderBy(asc(clients.id))
    .limit(maxClientCount + 1);
  if (rows.length > maxClientCount) {
    throw new AppError("invalid", "client.tooManyFound", { params: { max: maxClientCount } });
  }
  return rows.map((row) => row.id);
}
