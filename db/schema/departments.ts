import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { searchFormOf } from "../search-form";
import { bigId, createdAt, id, updatedAt } from "./columns";
import { operators } from "./operators";

export const departmentVisibility = pgEnum("department_visibility", ["department", "own"]);

/**
 * Opening hours per ISO weekday (1–7), in `timeZone`; null: always open. A day's only span stands as
 * itself, `["09:00","18:00"]`, as versions write it that know no other; several are a list. Such a version
 * shows and answers a list as it stands and refuses to save it; its `is_open_now` takes one for open.
 */
export type WorkingHours = { timeZone: string; days: Record<string, Span | Span[]> };
type Span = [from: string, to: string];

export const departments = pgTable(
  "departments",
  {
    id: id(),
    name: text().notNull(),
    description: text().notNull().default(""),
    managerId: bigId().references((): AnyPgColumn => operators.id, { onDelete: "set null" }),
    isDefault: boolean().notNull().default(false),
    /** A `/start` payload that brings a new client here. */
    startCode: text(),
    visibility: departmentVisibility().notNull().default("department"),
    masksContacts: boolean().notNull().default(false),
    defaultCapacity: integer().notNull().default(20),
    workingHours: jsonb().$type<WorkingHours>(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("departments_name_key").on(searchFormOf(t.name)),
    uniqueIndex("departments_one_default").on(t.isDefault).where(sql`${t.isDefault}`),
    uniqueIndex("departments_start_code_key").on(t.startCode),
    index("departments_manager_idx").on(t.managerId),
  ],
);
