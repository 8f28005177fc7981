import { and, asc, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import { clients, conversations, departments, operators } from "@/db/schema";
import { departmentReach } from "@/lib/access/department-reach";
import type { Context } from "@/lib/context";
import type { Statistics } from "./schemas";

/** Bars drawn at most. */
const maxPeople = 100;

/**
 * Open conversations against capacity of the active people whom the actor looks after, the busiest
 * first; an operator sees only themself.
 */
export async function operatorLoad(
  ctx: Context,
  departmentId: number | undefined,
): Promise<Statistics["load"]> {
  // Counted for all at once: a subquery for each person reads their clients one by one.
  const open = ctx.db
    .select({
      operatorId: clients.assignedOperatorId,
      count: sql<number>`count(*)::int`.as("open_count"),
    })
    .from(conversations)
    .innerJoin(clients, eq(clients.id, conversations.clientId))
    .where(sql`${conversations.workState} <> 'done'`)
    .groupBy(clients.assignedOperatorId)
    .as("open");
  return ctx.db
    .select({
      operator_id: operators.id,
      name: operators.name,
      open: sql<number>`coalesce(${open.count}, 0)`,
      capacity: sql<number>`coalesce(${operators.capacity}, ${departments.defaultCapacity}, 0)`,
      is_on_duty: operators.isOnDuty,
    })
    .from(operators)
    .leftJoin(departments, eq(departments.id, operators.departmentId))
    .leftJoin(open, eq(open.operatorId, operators.id))
    .where(
      and(
        eq(operators.isActive, true),
        departmentId ? eq(operators.departmentId, departmentId) : undefined,
        await lookedAfter(ctx),
      ),
    )
    .orderBy(sql`3 desc`, asc(operators.name), asc(operators.id))
    .limit(maxPeople);
}

async function lookedAfter(ctx: Context): Promise<SQL | undefined> {
  const reach = await departmentReach(ctx);
  if (reach === "all" || ctx.actor.type === "system") return undefined;
  const self = eq(operators.id, ctx.actor.operatorId);
  return reach.length === 0 ? self : or(self, inArray(operators.departmentId, [...reach]));
}
