import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { departments } from "@/db/schema";
import { searchFormOf } from "@/db/search-form";
import type { Context } from "@/lib/context";
import { cursorId, decodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { pageOf } from "@/lib/core/page-of";
import type { Page, page } from "@/lib/core/schemas";
import { assertCan } from "@/lib/permissions";
import { departmentDto } from "./department-dto";
import type { Department } from "./schemas";

/** Departments by name. Throws `invalid` for a junk cursor. */
export async function listDepartments(
  ctx: Context,
  filter: z.output<typeof page>,
): Promise<Page<Department>> {
  assertCan(ctx, "departments.read");
  const after = decodeCursor(z.tuple([z.string().max(200), cursorId]), filter.cursor);
  const key = searchFormOf(departments.name);
  const rows = await ctx.db
    .select({ department: departments, key })
    .from(departments)
    .where(after && sql`(${key}, ${departments.id}) > (${after[0]}, ${after[1]})`)
    .orderBy(asc(key), asc(departments.id))
    .limit(filter.limit + 1);
  return pageOf(
    rows,
    filter.limit,
    ({ department }) => departmentDto(department),
    (last) => [last.key, last.department.id],
  );
}

/** One department, or `not_found`. */
export async function getDepartment(ctx: Context, id: number): Promise<Department> {
  assertCan(ctx, "departments.read");
  const [row] = await ctx.db.select().from(departments).where(eq(departments.id, id));
  if (!row) throw notFound("department");
  return departmentDto(row);
}
