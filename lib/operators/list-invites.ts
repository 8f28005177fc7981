import { and, desc, eq, gt, inArray, isNull, lt } from "drizzle-orm";
import { z } from "zod";
import { invites } from "@/db/schema";
import { departmentReach } from "@/lib/access/department-reach";
import type { Reach } from "@/lib/access/reach";
import type { Context } from "@/lib/context";
import { cursorId, decodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { pageOf } from "@/lib/core/page-of";
import type { Page, page } from "@/lib/core/schemas";
import { assertCan } from "@/lib/permissions";
import type { PendingInvite } from "./schemas";

/** Invites that can still be accepted, newest first: all for admins, own departments' for managers. */
export async function listInvites(
  ctx: Context,
  filter: z.output<typeof page>,
): Promise<Page<PendingInvite>> {
  assertCan(ctx, "operators.invite");
  const after = decodeCursor(z.tuple([cursorId]), filter.cursor);
  const rows = await ctx.db
    .select()
    .from(invites)
    .where(and(await pending(ctx), after && lt(invites.id, after[0])))
    .orderBy(desc(invites.id))
    .limit(filter.limit + 1);
  return pageOf(rows, filter.limit, pendingInviteDto, (last) => [last.id]);
}

/** One pending invite, within the same scope. Throws `forbidden`, `not_found`. */
export async function getInvite(ctx: Context, id: number): Promise<PendingInvite> {
  assertCan(ctx, "operators.invite");
  const [row] = await ctx.db
    .select()
    .from(invites)
    .where(and(eq(invites.id, id), await pending(ctx)));
  if (!row) throw notFound("invite");
  return pendingInviteDto(row);
}

async function pending(ctx: Context) {
  return and(
    isNull(invites.usedAt),
    isNull(invites.revokedAt),
    gt(invites.expiresAt, new Date()),
    invitesWithin(await departmentReach(ctx)),
  );
}

function pendingInviteDto(row: typeof invites.$inferSelect): PendingInvite {
  return {
    id: row.id,
    role: row.role,
    department_id: row.departmentId,
    name: row.name,
    created_by_operator_id: row.createdByOperatorId,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
  };
}

/** The condition on `invites` for what the reach covers; a manager's are those for operators. */
export function invitesWithin(reach: Reach) {
  if (reach === "all") return undefined;
  return and(inArray(invites.departmentId, [...reach]), eq(invites.role, "operator"));
}
