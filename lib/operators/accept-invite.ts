import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { invites, operators } from "@/db/schema";
import { drainDepartment } from "@/lib/assignment/change-hands";
import { systemContext } from "@/lib/context";
import { hashSecret } from "@/lib/core/ids";
import { announce, type ChangeTx } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";

/** Who pressed the link, as Telegram describes them. */
export type Invitee = {
  telegramId: number;
  name: string;
  username: string | null;
  language: "ru" | "en";
};

/**
 * Spends an invite, once, and makes its bearer an operator (a deactivated one comes back). Returns the
 * name they go by here, or null when the invite is unknown, spent, revoked or expired. An active operator
 * spends nothing.
 */
export async function acceptInvite(
  tx: ChangeTx,
  token: string,
  person: Invitee,
): Promise<string | null> {
  const [existing] = await tx
    .select({ name: operators.name, isActive: operators.isActive })
    .from(operators)
    .where(eq(operators.telegramId, person.telegramId))
    .for("update");
  if (existing?.isActive) return existing.name;
  const [invite] = await tx
    .update(invites)
    .set({ usedAt: new Date() })
    .where(
      and(
        eq(invites.tokenHash, hashSecret(token)),
        isNull(invites.usedAt),
        isNull(invites.revokedAt),
        gt(invites.expiresAt, new Date()),
      ),
    )
    .returning();
  if (!invite) return null;
  const rights = { role: invite.role, departmentId: invite.departmentId, isActive: true };
  const name = invite.name ?? person.name;
  const [operator] = await tx
    .insert(operators)
    .values({
      telegramId: person.telegramId,
      name,
      username: person.username,
      language: person.language,
      ...rights,
    })
    .onConflictDoUpdate({
      target: operators.telegramId,
      set: { ...rights, sessionVersion: sql`${operators.sessionVersion} + 1` },
    })
    .returning({ id: operators.id });
  if (!operator) return null;
  await tx.update(invites).set({ usedByOperatorId: operator.id }).where(eq(invites.id, invite.id));
  await writeLog(tx, systemContext(tx, "invite"), {
    action: "operator_joined",
    description: `By invite ${invite.id} as ${invite.role}`,
    operatorId: operator.id,
  });
  announce(tx, { name: "team.changed", operatorId: operator.id });
  // Waiting clients may go to them at once.
  await drainDepartment(tx, invite.departmentId);
  return name;
}
