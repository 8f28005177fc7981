import { z } from "zod";
import { daysBetween } from "@/lib/core/days";
import { reason } from "@/lib/core/refusals/reason";
import { dayText, failureSchema, id, page, timestamp, timeZoneText } from "@/lib/core/schemas";

export const reportGroups = ["operator", "department"] as const;
export const reportStatuses = ["queued", "running", "done", "failed"] as const;
/** Days in a report. */
export const maxReportDays = 366;

export const requestReportSchema = z
  .object({
    group_by: z.enum(reportGroups).default("operator"),
    from_day: dayText,
    to_day: dayText.meta({ description: "Inclusive; at most 366 days from the first." }),
    time_zone: timeZoneText.default("UTC"),
    department_id: id.optional(),
  })
  .refine(({ from_day, to_day }) => from_day <= to_day, {
    path: ["to_day"],
    message: reason("report.daysReversed"),
  })
  .refine(({ from_day, to_day }) => daysBetween(from_day, to_day) <= maxReportDays, {
    path: ["to_day"],
    message: reason("report.tooLong"),
    params: { max: maxReportDays },
  });
export type RequestReport = z.input<typeof requestReportSchema>;

const count = z.number().int();
const seconds = z.number().nullable();

const reportRow = z.object({
  id: id.nullable().meta({ description: "Of the operator or department; null: none." }),
  name: z.string().nullable(),
  messages_in: count,
  messages_out: count,
  cases_opened: count,
  cases_closed: count,
  first_response_median_seconds: seconds,
  first_response_p90_seconds: seconds,
  resolution_median_seconds: seconds,
  statuses: z
    .object({ lead: count, active: count, inactive: count, closed: count })
    .meta({ description: "Clients by status when the report was made." }),
});
export type ReportRow = z.infer<typeof reportRow>;

const reportDay = z.object({
  day: dayText.meta({ description: "The day, in the report's zone." }),
  messages_in: count,
  messages_out: count,
  cases_opened: count,
  cases_closed: count,
});
export type ReportDay = z.infer<typeof reportDay>;

export const reportResultSchema = z.object({
  rows: z.array(reportRow).meta({ description: "The whole range, by person or department." }),
  days: z.array(reportDay).meta({ description: "The whole scope, day by day." }),
});
export type ReportResult = z.infer<typeof reportResultSchema>;

const listed = z.object({
  id,
  group_by: z.enum(reportGroups),
  from_day: dayText,
  to_day: dayText,
  time_zone: timeZoneText,
  department_id: id.nullable(),
  status: z.enum(reportStatuses).meta({ description: "Its figures are there when it is `done`." }),
  progress: z.number().int().min(0).max(100).meta({ description: "Per cent." }),
  failure_reason: z.string().nullable(),
  failure: failureSchema.nullable(),
  requested_by_operator_id: id,
  created_at: timestamp,
  finished_at: timestamp.nullable(),
});

/** A report in a list, without its figures. */
export const listedReportSchema = listed.meta({ id: "ListedReport" });
export type ListedReport = z.infer<typeof listedReportSchema>;

export const reportSchema = listed
  .extend({ result: reportResultSchema.nullable().meta({ description: "Null until done." }) })
  .meta({ id: "Report" });
export type Report = z.infer<typeof reportSchema>;

export const listReportsSchema = page;
export type ListReports = z.output<typeof listReportsSchema>;
