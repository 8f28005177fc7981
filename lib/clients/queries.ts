import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { clients } from "@/db/schema";
import type { Context } from "@/lib/context";
import { cursorId, decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { Page } from "@/lib/core/schemas";
import { assertCan } from "@/lib/permissions";
import { clientDto } from "./client-dto";
import { masksContactsFor } from "./masks-contacts-for";
import type { Client, ListClients } from "./schemas";
import { visibleClients } from "./scope";

/** The clients that the actor may see, newest first. Throws `invalid` for a junk cursor. */
export async function listClients(ctx: Context, filter: ListClients): Promise<Page<Client>> {
  assertCan(ctx, "clients.read");
  const after = decodeCursor(z.tuple([cursorId]), filter.cursor);
  const isMasked = await masksContactsFor(ctx);
  const rows = await ctx.db
    .select()
    .from(clients)
    .where(
      and(
        visibleClients(ctx.actor),
        after && lt(clients.id, after[0]),
        filter.search ? matchesSearch(filter.search, isMasked) : undefined,
        filter.status && eq(clients.status, filter.status),
        filter.department_id ? eq(clients.departmentId, filter.department_id) : undefined,
        filter.assigned_operator_id
          ? eq(clients.assignedOperatorId, filter.assigned_operator_id)
          : undefined,
      ),
    )
    .orderBy(desc(clients.id))
    .limit(filter.limit + 1);
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  return {
    results: shown.map((row) => clientDto(row, isMasked)),
    next_cursor: rows.length > filter.limit && last ? encodeCursor([last.id]) : null,
  };
}

/** One client, or `not_found` when missing or invisible. */
export async function getClient(ctx: Context, id: number): Promise<Client> {
  assertCan(ctx, "clients.read");
  const [row] = await ctx.db
    .select()
    .from(clients)
    .where(and(eq(clients.id, id), visibleClients(ctx.actor)));
  if (!row) throw notFound("Client");
  return clientDto(row, await masksContactsFor(ctx));
}

/**
 * Names, username, phone or email hold the text; the same column as the trigram index. For a reader
 * with masked contacts only names and username: else a search would guess the hidden digits.
 */
export function matchesSearch(search: string, isMasked: boolean): SQL {
  const text = search.replace(/^@/, "").toLowerCase().replaceAll("ё", "е").replaceAll("\u0000", "");
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  if (!isMasked) return sql`${clients.searchText} like ${pattern}`;
  return sql`translate(lower(${clients.firstName} || ' ' || ${clients.lastName} || ' ' || coalesce(${clients.username}, '')), 'ё', 'е') like ${pattern}`;
}
