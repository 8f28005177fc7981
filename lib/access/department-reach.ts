import { eq, or } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { departments } from "@/db/schema";
import type { Viewer } from "@/lib/context";
import type { Reach } from "./reach";

/** A context, or a person whose rights are asked about. */
type Asked = { actor: Viewer; db: Db | Tx };

/**
 * The departments whose people, log and reports the actor looks after: all for admins, one's own and
 * those one heads for a manager, none for an operator.
 */
export async function departmentReach(ctx: Asked): Promise<Reach> {
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
