import { and, eq, sql } from "drizzle-orm";
import { clients } from "@/db/schema";
import { masksContactsFor } from "@/lib/access/masks-contacts-for";
import { visibleClients } from "@/lib/access/visible-clients";
import { filterCondition } from "@/lib/clients/search/filter-condition";
import { selectClients } from "@/lib/clients/search/select-clients";
import type { Context } from "@/lib/context";
import { encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { Page } from "@/lib/core/schemas";
import { assertCan } from "@/lib/permissions";
import { clientDto, clientDtos } from "./client-dto";
import type { Client, ClientCounts, ClientFilter, ListClients } from "./schemas";
import { clientStatuses, maxClientCount } from "./terms";

/** A page of the clients that the actor may see. Throws `invalid` for a junk cursor. */
export async function listClients(ctx: Context, filter: ListClients): Promise<Page<Client>> {
  assertCan(ctx, "clients.read");
  const isMasked = await masksContactsFor(ctx);
  const condition = await filterCondition(ctx, filter, isMasked);
  const rows = await selectClients(ctx, filter, condition);
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    results: await clientDtos(
      ctx.db,
      shown.map((row) => row.client),
      isMasked,
    ),
    next_cursor:
      rows.length > filter.limit && last ? encodeCursor([last.key, last.client.id]) : null,
  };
}

/** How many clients a filter finds, in all and by status, each up to `maxClientCount`. */
export async function clientCounts(ctx: Context, filter: ClientFilter): Promise<ClientCounts> {
  assertCan(ctx, "clients.read");
  const isMasked = await masksContactsFor(ctx);
  const condition = await filterCondition(ctx, filter, isMasked);
  const counted = await Promise.all(
    [undefined, ...clientStatuses].map(async (status) => {
      const capped = ctx.db
        .select({ one: sql`1`.as("one") })
        .from(clients)
        .where(and(condition, status && eq(clients.status, status)))
        .limit(maxClientCount)
        .as("capped");
      const [row] = await ctx.db.select({ n: sql<number>`count(*)::int` }).from(capped);
      return [status ?? "total", row?.n ?? 0] as const;
    }),
  );
  return Object.fromEntries(counted) as ClientCounts;
}

/** One client, or `not_found` when missing or invisible. */
export async function getClient(ctx: Context, id: number): Promise<Client> {
  assertCan(ctx, "clients.read");
  const [row] = await ctx.db
    .select()
    .from(clients)
    .where(and(eq(clients.id, id), visibleClients(ctx.actor)));
  if (!row) throw notFound("client");
  return clientDto(ctx.db, row, await masksContactsFor(ctx));
}
