import { eq } from "drizzle-orm";
import { operators } from "@/db/schema";
import { departmentReach } from "@/lib/access/department-reach";
import { refusePersonChange } from "@/lib/access/reach";
import { drainDepartment } from "@/lib/assignment/change-hands";
import { type SetDuty, setDutySchema } from "@/lib/assignment/schemas";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { announce, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import { operatorDto } from "./operator-dto";
import type { Operator } from "./schemas";

/**
 * Someone comes on duty, and at once gets who waits, or goes off: new clients pass them by, and what
 * they leave unanswered is released a while later. One's own, or by whoever manages the person.
 * Throws `not_found`, `forbidden`.
 */
export async function setDuty(ctx: Context, operatorId: number, input: SetDuty): Promise<Operator> {
  assertCan(ctx, "operators.read");
  const { is_on_duty: isOnDuty } = setDutySchema.parse(input);
  const reach = await departmentReach(ctx);
  const row = await change(ctx, async (tx) => {
    const [before] = await tx
      .select()
      .from(operators)
      .where(eq(operators.id, operatorId))
      .for("no key update");
    if (!before) throw notFound("operator");
    const isOwn = ctx.actor.type === "operator" && ctx.actor.operatorId === operatorId;
    const refusal = isOwn ? null : refusePersonChange(ctx.actor, reach, before, {});
    if (refusal) throw new AppError("forbidden", refusal);
    announce(tx, { name: "team.changed", operatorId });
    if (before.isOnDuty === isOnDuty) return before;
    const [after] = await tx
      .update(operators)
      .set({ isOnDuty, offDutySince: isOnDuty ? null : new Date() })
      .where(eq(operators.id, operatorId))
      .returning();
    if (!after) throw notFound("operator");
    await writeLog(tx, ctx, {
      action: "duty_changed",
      description: `Operator ${operatorId}: ${isOnDuty ? "on duty" : "off duty"}`,
      details: { operator_id: operatorId, is_on_duty: isOnDuty },
    });
    if (isOnDuty) await drainDepartment(tx, after.departmentId);
    return after;
  });
  return operatorDto(row);
}
