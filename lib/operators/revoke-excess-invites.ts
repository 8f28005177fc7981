import { and, eq, gt, inArray, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { invites } from "@/db/schema";
import { activePeople } from "@/lib/access/active-people";
import { departmentReach } from "@/lib/access/department-reach";
import { refuseInvite } from "@/lib/access/reach";
import type { Context } from "@/lib/context";
import { writeLog } from "@/lib/logs/write-log";

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
  // As they are now, or nobody once they are sent away.
  const maker = (await activePeople(tx, [operatorId])).get(operatorId);
  const reach = maker ? await departmentReach({ actor: maker, db: tx }) : [];
  const refused = pending.filter((invite) => !maker || refuseInvite(maker, reach, invite));
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
