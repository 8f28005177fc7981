import { sql } from "drizzle-orm";
import { boolean, doublePrecision, index, pgEnum, pgTable, text } from "drizzle-orm/pg-core";
import { searchFormOf } from "../search-form";
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
    /** Who answered last: a returning client goes to them first. */
    lastOperatorId: bigId().references(() => operators.id, { onDelete: "set null" }),
    /** Place within the board's column, highest on top; halves between neighbours. */
    boardOrder: doublePrecision().notNull().default(sql`extract(epoch from clock_timestamp())`),
    /** An operator corrected the name: Telegram no longer overwrites it. */
    isNameLocked: boolean().notNull().default(false),
    /** Set while the client blocks the bot: nothing is sent meanwhile. */
    blockedAt: time(),
    /** By Telegram's clock: the last message or the last change that tells whether the bot is blocked. */
    membershipAt: time(),
    /** The `/start` payload the client came with. */
    source: text(),
    /** Both writings of an email whose domain has letters outside ASCII (`emailForms`). */
    emailForms: text(),
    /** The phone as digits with its country, whatever way it is written; parts and extensions after `|`. */
    phoneForm: text().generatedAlwaysAs(sql`phone_form(phone)`),
    /** What the search compares: names, username, phone, email as `searchFormOf` has them. */
    searchText: text()
      .notNull()
      .generatedAlwaysAs(
        searchFormOf(
          sql`first_name || ' ' || last_name || ' ' || coalesce(username, '') || ' ' || coalesce(phone, '') || ' ' || coalesce(email, '') || ' ' || coalesce(email_forms, '')`,
        ),
      ),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    index("clients_assigned_idx").on(t.assignedOperatorId, t.id),
    index("clients_department_idx").on(t.departmentId, t.id),
    // Read backwards: `desc()` here would mean NULLS LAST, which no plain `order by … desc` matches.
    index("clients_board_idx").on(t.status, t.boardOrder, t.id),
    // What the table sorts by; the name's expression is that of lib/clients/search/client-order.ts.
    index("clients_updated_idx").on(t.updatedAt, t.id),
    index("clients_name_idx").on(
      sql`(left(translate(lower(${t.firstName} || ' ' || ${t.lastName}), 'ё', 'е'), 50) collate "C")`,
      t.id,
    ),
    index("clients_search_idx").using("gin", sql`${t.searchText} gin_trgm_ops`),
    // Few rows at first: a client who writes for the first time has no phone yet.
    index("clients_phone_search_idx")
      .using("gin", sql`${t.phoneForm} gin_trgm_ops`)
      .where(sql`${t.phoneForm} is not null`),
    index("clients_phone_idx").on(t.phoneForm).where(sql`${t.phoneForm} is not null`),
  ],
);
