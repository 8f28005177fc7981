import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { departments, operators } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError, invalid } from "@/lib/core/errors";
import { reason } from "@/lib/core/refusals/reason";
import { id } from "@/lib/core/schemas";
import { announce, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import { operatorDto } from "./operator-dto";
import { type Operator, roleSchema } from "./schemas";

export const createOperatorSchema = z.object({
  name: z.string().trim().min(1, reason("value.name")).max(100),
  telegram_id: id.meta({ description: "Telegram's own number of the account." }),
  role: roleSchema,
  department_id: id.nullable().default(null),
});
export type CreateOperator = z.input<typeof createOperatorSchema>;

/**
 * Adds a person of the team, who can sign in at once; managers and operators need a department.
 * Throws `forbidden`, `conflict` when the Telegram account belongs to someone already, `invalid`.
 */
export async function createOperator(ctx: Context, input: CreateOperator): Promise<Operator> {
  assertCan(ctx, "operators.create");
  const values = createOperatorSchema.parse(input);
  if (values.role !== "admin" && values.department_id === null) {
    throw invalid("department_id", "operator.roleNeedsDepartment", { role: values.role });
  }
  return change(ctx, async (tx) => {
    if (values.department_id !== null) await requireDepartment(tx, values.department_id);
    const [row] = await tx
      .insert(operators)
      .values({
        name: values.name,
        telegramId: values.telegram_id,
        role: values.role,
        departmentId: values.department_id,
      })
      .onConflictDoNothing({ target: operators.telegramId })
      .returning();
    if (!row) throw await taken(tx, values.telegram_id);
    await writeLog(tx, ctx, {
      action: "operator_joined",
      description: `operator ${row.id} was added as ${row.role}`,
      details: { operator_id: row.id, role: row.role, department_id: row.departmentId },
    });
    announce(tx, { name: "team.changed", operatorId: row.id });
    return operatorDto(row);
  });
}

async function requireDepartment(tx: Tx, departmentId: number): Promise<void> {
  const [found] = await tx
    .select({ id: departments.id })
    .from(departments)
    .where(eq(departments.id, departmentId));
  if (!found) throw invalid("department_id", "department.unknownId", { id: departmentId });
}

async function taken(tx: Tx, telegramId: number): Promise<AppError> {
  const [owner] = await tx
    .select({ id: operators.id, name: operators.name })
    .from(operators)
    .where(eq(operators.telegramId, telegramId));
  return new AppError("conflict", "operator.accountTaken", {
    params: { account: telegramId, id: String(owner?.id), name: String(owner?.name) },
  });
}
