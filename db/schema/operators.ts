import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  index,
  integer,
  pgEnum,
  pgTable,
  text,
} from "drizzle-orm/pg-core";
import { bigId, createdAt, id, time, updatedAt } from "./columns";
import { departments } from "./departments";

export const operatorRole = pgEnum("operator_role", ["admin", "manager", "operator"]);

export const operators = pgTable(
  "operators",
  {
    id: id(),
    telegramId: bigId().notNull().unique(),
    name: text().notNull(),
    username: text(),
    role: operatorRole().notNull().default("operator"),
    departmentId: bigId().references((): AnyPgColumn => departments.id, { onDelete: "restrict" }),
    isActive: boolean().notNull().default(true),
    isOnDuty: boolean().notNull().default(true),
    /** When they went off duty: what they left unanswered is given to others a while later. */
    offDutySince: time(),
    /** Open conversations at once; null: the department's default. */
    capacity: integer(),
    language: text().notNull().default("ru"),
    /** Grows with each deactivation and return: older sign-ins are refused. Roles are re-read anyway. */
    sessionVersion: integer().notNull().default(1),
    joinedAt: createdAt(),
    lastSeen: time(),
    updatedAt: updatedAt(),
  },
  (t) => [
    index("operators_department_idx").on(t.departmentId),
    check("operators_capacity_positive", sql`${t.capacity} is null or ${t.capacity} >= 0`),
  ],
);
