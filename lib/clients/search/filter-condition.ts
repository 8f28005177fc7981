import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { clients, clientTags } from "@/db/schema";
import { visibleClients } from "@/lib/access/visible-clients";
import type { ClientFilter } from "@/lib/clients/schemas";
import type { Context } from "@/lib/context";
import { searchCondition } from "./search-condition";

/** The condition on `clients` for a filter, always within what the actor may see. */
export async function filterCondition(
  ctx: Context,
  filter: ClientFilter,
  isMasked: boolean,
): Promise<SQL | undefined> {
  const operator = filter.assigned_operator_id;
  return and(
    visibleClients(ctx.actor),
    filter.ids ? inArray(clients.id, filter.ids.split(",").map(Number)) : undefined,
    filter.status && eq(clients.status, filter.status),
    filter.department_id ? eq(clients.departmentId, filter.department_id) : undefined,
    operator === "none" ? isNull(clients.assignedOperatorId) : undefined,
    typeof operator === "number" ? eq(clients.assignedOperatorId, operator) : undefined,
    filter.tag_id
      ? sql`exists (select 1 from ${clientTags} where ${clientTags.clientId} = ${clients.id} and ${clientTags.tagId} = ${filter.tag_id})`
      : undefined,
    filter.search ? await searchCondition(ctx, filter.search, isMasked) : undefined,
  );
}
