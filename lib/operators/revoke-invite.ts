import { and, eq, isNull } from "drizzle-orm";
import { invites } from "@/db/schema";
import { departmentReach } from "@/lib/access/department-reach";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/core/errors";
import { announce, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import { invitesWithin } from "./list-invites";

/** Makes a pending invite worthless. Throws `forbidden`, `not_found` also for a spent or revoked one. */
export async function revokeInvite(ctx: Context, id: number): Promise<void> {
  assertCan(ctx, "operators.invite");
  const reach = await departmentReach(ctx);
  await change(ctx, async (tx) => {
    const [row] = await tx
      .update(invites)
      .set({ revokedAt: new Date() })
      .where(
        and(
          eq(invites.id, id),
          isNull(invites.usedAt),
          isNull(invites.revokedAt),
          invitesWithin(reach),
        ),
      )
      .returning({ id: invites.id });
    if (!row) throw notFound("invite");
    await writeLog(tx, ctx, { action: "invite_revoked", description: `Invite ${id}` });
    announce(tx, { name: "team.changed" });
  });
}
