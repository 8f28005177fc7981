import { eq } from "drizzle-orm";
import { departments } from "@/db/schema";
import type { Context } from "@/lib/context";
import { announce, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import { departmentDto } from "./department-dto";
import { departmentValues, lockDepartments, prepareDepartment } from "./department-values";
import { type CreateDepartment, createDepartmentSchema, type Department } from "./schemas";

/**
 * Makes a department; the first one becomes the default for new clients. Throws `forbidden`,
 * `conflict` for a taken name or start code, `invalid`.
 */
export async function createDepartment(ctx: Context, input: CreateDepartment): Promise<Department> {
  assertCan(ctx, "departments.write");
  const values = createDepartmentSchema.parse(input);
  const row = await change(ctx, async (tx) => {
    await lockDepartments(tx);
    await prepareDepartment(tx, values, 0);
    const hasDefault = (await tx.$count(departments, eq(departments.isDefault, true))) > 0;
    const [made] = await tx
      .insert(departments)
      .values({
        ...departmentValues(values),
        name: values.name,
        isDefault: values.is_default === true || !hasDefault,
      })
      .returning();
    if (!made) throw new Error("an insert returned no row");
    await writeLog(tx, ctx, {
      action: "department_created",
      description: `Department ${made.id}`,
      details: { department_id: made.id, name: made.name },
    });
    announce(tx, { name: "team.changed", departmentId: made.id });
    if (made.managerId !== null) {
      announce(tx, { name: "account.changed", operatorId: made.managerId });
    }
    return made;
  });
  return departmentDto(row);
}
