import { sql } from "drizzle-orm";
import { boolean, index, pgEnum, pgTable, text } from "drizzle-orm/pg-core";
import { bigId, createdAt, id, time, updatedAt } from "./columns";
import { departments } from "./departments";
import { operators } from "./operators";

export const clientStatus = pgEnum("client_status", ["lead", "active", "inactive", "closed"]);

export const clients = pgTable(
  "clients",
  {
    id: id(),
    /** Null for a client entered by hand who has not written yet. */
    telegramId: bigId().unique(),
    firstName: text().notNull().default(""),
    lastName: text().notNull().default(""),
    username: text(),
    languageCode: text(),
    phone: text(),
    email: text(),
    status: clientStatus().notNull().default("lead"),
    assignedOperatorId: bigId().references(() => operators.id, { onDelete: "set null" }),
    departmentId: bigId().references(() => departments.id, { onDelete: "restrict" }),
    /** An operator corrected the name: Telegram no longer overwrites it. */
    isNameLocked: boolean().notNull().default(false),
    /** Set while the client blocks the bot: nothing is sent meanwhile. */
    blockedAt: time(),
    /** The `/start` payload the client came with. */
    source: text(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    index("clients_assigned_idx").on(t.assignedOperatorId, t.id),
    index("clients_department_idx").on(t.departmentId, t.id),
    index("clients_status_idx").on(t.status, t.id),
    index("clients_search_idx").using(
      "gin",
      sql`(lower(${t.firstName} || ' ' || ${t.lastName} || ' ' || coalesce(${t.username}, '') || ' ' || coalesce(${t.phone}, ''))) gin_trgm_ops`,
    ),
  ],
);
