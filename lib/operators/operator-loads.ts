import { and, count, eq, isNotNull, ne } from "drizzle-orm";
import { clients, conversations } from "@/db/schema";
import type { Context } from "@/lib/context";
import { assertCan } from "@/lib/permissions";

/** How many open conversations each person has, by their id; who has none is not in it. */
export async function operatorLoads(ctx: Context): Promise<Record<number, number>> {
  assertCan(ctx, "operators.read");
  const rows = await ctx.db
    .select({ operatorId: clients.assignedOperatorId, open: count() })
    .from(conversations)
    .innerJoin(clients, eq(clients.id, conversations.clientId))
    .where(and(ne(conversations.workState, "done"), isNotNull(clients.assignedOperatorId)))
    .groupBy(clients.assignedOperatorId);
  return Object.fromEntries(rows.map(({ operatorId, open }) => [operatorId, open]));
}
