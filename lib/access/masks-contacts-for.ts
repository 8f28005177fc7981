import { eq } from "drizzle-orm";
import { departments } from "@/db/schema";
import type { Context } from "@/lib/context";

/**
 * Whether phone and email are masked for this reader: only for the role operator, by the setting of
 * their department (the only one whose clients they see); without one they are masked.
 */
export async function masksContactsFor(ctx: Context): Promise<boolean> {
  const { actor } = ctx;
  if (actor.type === "system" || actor.role !== "operator") return false;
  if (actor.departmentId === null) return true;
  const [row] = await ctx.db
    .select({ isMasked: departments.masksContacts })
    .from(departments)
    .where(eq(departments.id, actor.departmentId));
  return row?.isMasked ?? true;
}
