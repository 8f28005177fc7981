import { and, eq, inArray } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { operators } from "@/db/schema";
import type { Person } from "@/lib/context";

/** Those of these people who work here now, by id, as the rules of access see them. */
export async function activePeople(
  tx: Db | Tx,
  ids: readonly number[],
): Promise<Map<number, Person>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({
      operatorId: operators.id,
      role: operators.role,
      departmentId: operators.departmentId,
    })
    .from(operators)
    .where(and(inArray(operators.id, [...ids]), eq(operators.isActive, true)));
  return new Map(rows.map((row) => [row.operatorId, { type: "operator" as const, ...row }]));
}
