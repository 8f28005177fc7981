import { index, integer, jsonb, pgEnum, pgTable, text } from "drizzle-orm/pg-core";
import type { Notice } from "@/lib/core/refusals/reason";
import { bigId, createdAt, id, time } from "./columns";
import { operators } from "./operators";

export const reportGroup = pgEnum("report_group", ["operator", "department"]);
export const reportStatus = pgEnum("report_status", ["queued", "running", "done", "failed"]);

/** A report asked for: made by `generate-report`, read by the screen, kept. */
export const reports = pgTable(
  "reports",
  {
    id: id(),
    groupBy: reportGroup().notNull(),
    /** First and last day, inclusive, in `timeZone`, as YYYY-MM-DD. */
    fromDay: text().notNull(),
    toDay: text().notNull(),
    timeZone: text().notNull(),
    departmentId: bigId(),
    operatorId: bigId(),
    /** The departments whose clients were counted; null: everyone's, or not made yet. */
    scopeDepartmentIds: bigId().array(),
    status: reportStatus().notNull().default("queued"),
    /** 0–100. */
    progress: integer().notNull().default(0),
    result: jsonb().$type<Record<string, unknown>>(),
    /** The CSV in S3. */
    storageKey: text(),
    failureReason: text(),
    /** The same by code; null: none, or the text of another service. */
    failureNotice: jsonb().$type<Notice>(),
    requestedByOperatorId: bigId()
      .notNull()
      .references(() => operators.id, { onDelete: "restrict" }),
    createdAt: createdAt(),
    startedAt: time(),
    finishedAt: time(),
  },
  (t) => [index("reports_requested_idx").on(t.requestedByOperatorId, t.id)],
);
