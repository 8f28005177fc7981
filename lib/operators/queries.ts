import { and, asc, eq, gt, like } from "drizzle-orm";
import { z } from "zod";
import { operators } from "@/db/schema";
import { searchFormOf } from "@/db/search-form";
import type { Context } from "@/lib/context";
import { cursorId, decodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { pageOf } from "@/lib/core/page-of";
import type { Page } from "@/lib/core/schemas";
import { searchPattern } from "@/lib/core/search-form";
import { assertCan } from "@/lib/permissions";
import { operatorDto } from "./operator-dto";
import type { ListOperators, Operator } from "./schemas";

/** The team, oldest first: everyone sees who works here, as names stand on messages. */
export async function listOperators(ctx: Context, filter: ListOperators): Promise<Page<Operator>> {
  assertCan(ctx, "operators.read");
  const after = decodeCursor(z.tuple([cursorId]), filter.cursor);
  const rows = await ctx.db
    .select()
    .from(operators)
    .where(
      and(
        after && gt(operators.id, after[0]),
        filter.role && eq(operators.role, filter.role),
        filter.is_active && eq(operators.isActive, filter.is_active === "true"),
        filter.department_id ? eq(operators.departmentId, filter.department_id) : undefined,
        filter.search
          ? like(searchFormOf(operators.name), searchPattern(filter.search))
          : undefined,
      ),
    )
    .orderBy(asc(operators.id))
    .limit(filter.limit + 1);
  return pageOf(rows, filter.limit, operatorDto, (last) => [last.id]);
}

/** One person of the team, or `not_found`. */
export async function getOperator(ctx: Context, id: number): Promise<Operator> {
  assertCan(ctx, "operators.read");
  const [row] = await ctx.db.select().from(operators).where(eq(operators.id, id));
  if (!row) throw notFound("operator");
  return operatorDto(row);
}
