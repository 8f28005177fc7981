import { z } from "zod";
import { dayText, timeZoneText } from "@/lib/core/days";
import { id, idParam, page, timestamp } from "@/lib/core/schemas";

/** Every kind of line in the operator log. */
export const logActions = [
  "login",
  "logout",
  "login_failed",
  "session_ended",
  "message_sent",
  "message_retried",
  "client_opened",
  "client_created",
  "client_updated",
  "client_assigned",
  "client_unassigned",
  "queue_alerted",
  "duty_changed",
  "client_tagged",
  "client_merged",
  "client_erased",
  "clients_imported",
  "status_changed",
  "work_state_changed",
  "operator_invited",
  "invite_revoked",
  "operator_joined",
  "operator_updated",
  "operator_deactivated",
  "operator_reactivated",
  "department_created",
  "department_updated",
  "department_deleted",
  "tag_created",
  "tag_updated",
  "tag_deleted",
  "token_created",
  "token_revoked",
  "settings_changed",
  "export_made",
  "update_replayed",
  "media_uploaded",
  "media_renamed",
  "media_deleted",
  "quick_reply_created",
  "quick_reply_updated",
  "quick_reply_deleted",
  "note_added",
  "message_edited",
  "message_deleted",
  "webhook_repaired",
  "report_requested",
  "report_deleted",
] as const;

export type LogAction = (typeof logActions)[number];

export const logSchema = z
  .object({
    id,
    operator_id: id.nullable().meta({ description: "Null: the product itself did it." }),
    operator_name: z.string().nullable(),
    action: z.string().meta({ example: "status_changed" }),
    description: z.string().meta({ example: "lead → active" }),
    client_id: id.nullable(),
    client_name: z
      .string()
      .nullable()
      .meta({ description: "Null also when the caller may not see the client." }),
    details: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: "The act's facts: ids and states.", example: { from: "lead" } }),
    ip_address: z.string().nullable(),
    timestamp,
  })
  .meta({ id: "Log" });
export type Log = z.infer<typeof logSchema>;

const filter = z.object({
  operator_id: idParam.optional(),
  action: z.enum(logActions).optional(),
  client_id: idParam.optional(),
  date: dayText.optional().meta({ description: "One day; the same as `from` and `to`." }),
  from: dayText.optional().meta({ description: "The first day." }),
  to: dayText.optional().meta({ description: "The last day, inclusive." }),
  time_zone: timeZoneText.default("UTC"),
  ip: z.string().trim().max(64).optional().meta({ description: "The whole address." }),
});

export const exportLogsSchema = filter;
export type ExportLogs = z.output<typeof exportLogsSchema>;

export const listLogsSchema = page.extend(filter.shape);
export type ListLogs = z.output<typeof listLogsSchema>;
