import { eq } from "drizzle-orm";
import { departments, invites } from "@/db/schema";
import { departmentReach } from "@/lib/access/department-reach";
import { refuseInvite } from "@/lib/access/reach";
import type { Context } from "@/lib/context";
import { AppError, invalid } from "@/lib/core/errors";
import { hashSecret, randomToken } from "@/lib/core/ids";
import { day, fromNow } from "@/lib/core/time";
import { announce, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan, assertOperator } from "@/lib/permissions";
import { botLink } from "@/lib/telegram/bot-username";
import { type CreateInvite, createInviteSchema, type Invite } from "./schemas";

/** How long an invite lives, in milliseconds. */
const lifetime = 7 * day;

/**
 * Makes an invite for one person; its link carries a token that is shown this once and kept hashed.
 * Throws `forbidden` for a role or department above the actor's, `invalid` for a missing department.
 */
export async function createInvite(ctx: Context, input: CreateInvite): Promise<Invite> {
  assertCan(ctx, "operators.invite");
  assertOperator(ctx);
  const { role, department_id, name } = createInviteSchema.parse(input);
  if (role !== "admin" && department_id === null) {
    throw invalid("department_id", "operator.needsDepartment");
  }
  const refusal = refuseInvite(ctx.actor, await departmentReach(ctx), {
    role,
    departmentId: department_id,
  });
  if (refusal) throw new AppError("forbidden", refusal);
  const token = `inv_${randomToken(18)}`;
  const invite = await change(ctx, async (tx) => {
    if (department_id !== null) {
      const [found] = await tx
        .select({ id: departments.id })
        .from(departments)
        .where(eq(departments.id, department_id))
        .for("share");
      if (!found) throw invalid("department_id", "department.unknown");
    }
    const [row] = await tx
      .insert(invites)
      .values({
        tokenHash: hashSecret(token),
        role,
        departmentId: department_id,
        name: name ?? null,
        createdByOperatorId: ctx.actor.operatorId,
        expiresAt: fromNow(lifetime),
      })
      .returning();
    if (!row) throw new AppError("internal", "notStored.invite");
    await writeLog(tx, ctx, {
      action: "operator_invited",
      description: `Invite ${row.id} as ${role}`,
    });
    announce(tx, { name: "team.changed" });
    return row;
  });
  return {
    id: invite.id,
    role,
    department_id,
    name: invite.name,
    link: await botLink(ctx.db, token),
    command: `/start ${token}`,
    expires_at: invite.expiresAt.toISOString(),
  };
}
