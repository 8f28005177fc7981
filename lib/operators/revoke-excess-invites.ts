import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { invites, operators } from "@/db/schema";
import type { Context } from "@/lib/context";
import { departmentReach } from "@/lib/departments/reach";
import { writeLog } from "@/lib/logs/write-log";
import { refuseInvite } from "@/lib/permissions";

/**
 * Revokes the pending invites of a person that they could not make any more: sent away, in a lower
 * role, moved, no head of that department now. Call after the change, in its transaction.
 */
export async function revokeExcessInvites(tx: Tx, ctx: Context, operatorId: number) {
  const pending = await tx
    .select({ id: invites.id, role: invites.role, departmentId: invites.departmentId })
    .from(invites)
    .where(
      and(
        eq(invites.createdByOperatorId, operatorId),
        isNull(invites.usedAt),
        isNull(invites.revokedAt),
        gt(invites.expiresAt, new Date()),
      ),
    );
  if (pending.length === 0) return;
  const maker = await makerOf(tx, ctx, operatorId);
  const reach = maker ? await departmentReach(maker) : [];
  const refused = pending.filter((invite) => !maker || refuseInvite(maker.actor, reach, invite));
  if (refused.length === 0) return;
  const ids = refused.map(({ id }) => id);
  await tx.update(invites).set({ revokedAt: new Date() }).where(inArray(invites.id, ids));
  for (const id of ids) {
    await writeLog(tx, ctx, {
      action: "invite_revoked",
      description: `Invite ${id}: operator ${operatorId} could not make it any more`,
    });
  }
}

/** The person as they are now, or null once they are sent away. */
async function makerOf(tx: Tx, ctx: Context, operatorId: number): Promise<Context | null> {
  const [row] = await tx
    .select({
      operatorId: operators.id,
      name: operators.name,
      role: operators.role,
      departmentId: operators.departmentId,
    })
    .from(operators)
    .where(and(eq(operators.id, operatorId), operators.isActive));
  if (!row) return null;
  const actor = {
    type: "operator",
    via: "session",
    sessionId: null,
    tokenId: null,
    ...row,
  } as const;
  return { ...ctx, db: tx, actor };
}
