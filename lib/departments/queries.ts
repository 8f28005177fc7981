import { asc, eq } from "drizzle-orm";
import { departments } from "@/db/schema";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/core/errors";
import type { Page } from "@/lib/core/schemas";
import { assertCan } from "@/lib/permissions";
import { departmentDto } from "./department-dto";
import type { Department } from "./schemas";

/** All departments by name; there are few, so it is one page. */
export async function listDepartments(ctx: Context): Promise<Page<Department>> {
  assertCan(ctx, "departments.read");
  const rows = await ctx.db.select().from(departments).orderBy(asc(departments.name));
  return { results: rows.map(departmentDto), next_cursor: null };
}

/** One department, or `not_found`. */
export async function getDepartment(ctx: Context, id: number): Promise<Department> {
  assertCan(ctx, "departments.read");
  const [row] = await ctx.db.select().from(departments).where(eq(departments.id, id));
  if (!row) throw notFound("Department");
  return departmentDto(row);
}
