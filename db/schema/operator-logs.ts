import { sql } from "drizzle-orm";
import { index, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { clients } from "./clients";
import { bigId, id, time } from "./columns";
import { operators } from "./operators";

/** Who did what, written in the act's own transaction. `operatorId` null: the system did it. */
export const operatorLogs = pgTable(
  "operator_logs",
  {
    id: id(),
    operatorId: bigId().references(() => operators.id, { onDelete: "restrict" }),
    action: text().notNull(),
    description: text().notNull(),
    clientId: bigId().references(() => clients.id, { onDelete: "set null" }),
    details: jsonb().$type<Record<string, unknown>>(),
    ipAddress: text(),
    timestamp: time().notNull().defaultNow(),
  },
  (t) => [
    index("operator_logs_time_idx").on(t.timestamp, t.id),
    index("operator_logs_operator_idx").on(t.operatorId, t.id),
    index("operator_logs_action_idx").on(t.action, t.id),
    // Whom a client was given to last, without a look at what else was logged since.
    index("operator_logs_assigned_idx").on(t.id).where(sql`${t.action} = 'client_assigned'`),
    index("operator_logs_client_idx").on(t.clientId, t.id),
  ],
);
