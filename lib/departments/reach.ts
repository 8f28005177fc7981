import { eq, or } from "drizzle-orm";
import { departments } from "@/db/schema";
import type { Context } from "@/lib/context";
import type { Reach } from "@/lib/permissions";

/**
 * The departments whose people, log and reports the actor looks after: all for admins, one's own and
 * those one heads for a manager, none for an operator.
 */
export async function departmentReach(ctx: Context): Promise<Reach> {
  const { actor } = ctx;
  if (actor.type === "system" || actor.role === "admin") return "all";
  if (actor.role !== "manager") return [];
  const rows = await ctx.db
    .select({ id: departments.id })
    .from(departments)
    .where(
      or(
        eq(departments.managerId, actor.operatorId),
        actor.departmentId === null ? undefined : eq(departments.id, actor.departmentId),
      ),
    );
  return rows.map(({ id }) => id);
}
