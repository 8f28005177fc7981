import { and, eq, ne, sql } from "drizzle-orm";
import { advisoryLocks, takeLock } from "@/db/advisory-locks";
import type { Tx } from "@/db/client";
import { departments, operators } from "@/db/schema";
import { searchFormOf } from "@/db/search-form";
import { AppError, invalid } from "@/lib/core/errors";
import { searchForm } from "@/lib/core/search-form";
import { openDays } from "./hours";
import type { UpdateDepartment } from "./schemas";

/** The columns that an input sets; what it leaves out stays. */
export function departmentValues(input: UpdateDepartment) {
  const { working_hours: hours } = input;
  return {
    ...(input.name === undefined ? {} : { name: input.name }),
    ...(input.description === undefined ? {} : { description: input.description }),
    ...(input.manager_id === undefined ? {} : { managerId: input.manager_id }),
    ...(input.is_default === undefined ? {} : { isDefault: input.is_default }),
    ...(input.visibility === undefined ? {} : { visibility: input.visibility }),
    ...(input.masks_contacts === undefined ? {} : { masksContacts: input.masks_contacts }),
    ...(input.default_capacity === undefined ? {} : { defaultCapacity: input.default_capacity }),
    ...(input.start_code === undefined ? {} : { startCode: input.start_code }),
    ...(hours === undefined
      ? {}
      : { workingHours: hours && { timeZone: hours.time_zone, days: openDays(hours.days) } }),
  };
}

/** One department at a time is written: names, codes and the default are compared with all others. */
export async function lockDepartments(tx: Tx): Promise<void> {
  await takeLock(tx, advisoryLocks.departments);
}

/**
 * Throws `invalid` for a manager who cannot head a department, `conflict` for a taken name or start
 * code; takes the default from the department that had it. Call under `lockDepartments`.
 */
export async function prepareDepartment(
  tx: Tx,
  input: UpdateDepartment,
  ownId: number,
): Promise<void> {
  if (input.working_hours) await checkTimeZone(tx, input.working_hours.time_zone);
  if (input.manager_id) await checkManager(tx, input.manager_id);
  const others = ne(departments.id, ownId);
  if (input.name !== undefined) {
    const isSame = eq(searchFormOf(departments.name), searchForm(input.name));
    const [taken] = await tx.select().from(departments).where(and(others, isSame));
    if (taken) throw new AppError("conflict", "department.taken", { params: { name: taken.name } });
  }
  if (input.start_code) {
    const isSame = eq(departments.startCode, input.start_code);
    const [taken] = await tx.select().from(departments).where(and(others, isSame));
    if (taken) {
      throw new AppError("conflict", "department.startCodeTaken", { params: { name: taken.name } });
    }
  }
  if (input.is_default) {
    await tx
      .update(departments)
      .set({ isDefault: false })
      .where(and(others, eq(departments.isDefault, true)));
  }
}

/** Postgres says what is open, with time zones of its own; a short name (CET) it takes for a fixed offset. */
async function checkTimeZone(tx: Tx, name: string) {
  const isKnown = sql<boolean>`exists (select from pg_timezone_names where lower(name) = lower(${name}))`;
  const isOffset = sql<boolean>`exists (select from pg_timezone_abbrevs where lower(abbrev) = lower(${name}))`;
  const [zone] = await tx.execute<{ is_usable: boolean }>(
    sql`select ${isKnown} and (lower(${name}) in ('utc', 'gmt') or not ${isOffset}) as is_usable`,
  );
  if (zone?.is_usable) return;
  throw invalid("working_hours.time_zone", "department.timeZoneUnknown");
}

async function checkManager(tx: Tx, managerId: number) {
  const [manager] = await tx
    .select({ role: operators.role, isActive: operators.isActive })
    .from(operators)
    .where(eq(operators.id, managerId))
    .for("share");
  if (!manager?.isActive) throw invalid("manager_id", "department.headUnknown");
  if (manager.role === "operator") {
    throw invalid("manager_id", "department.headIsOperator");
  }
}
