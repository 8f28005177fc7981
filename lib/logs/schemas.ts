import { z } from "zod";
import { dayText, id, idParam, page, timestamp, timeZoneText } from "@/lib/core/schemas";
import { logActions } from "./actions";

export const logSchema = z
  .object({
    id,
    operator_id: id.nullable().meta({ description: "Null: the product itself did it." }),
    operator_name: z.string().nullable(),
    action: z.string().meta({ example: "status_changed" }),
    description: z.string().meta({
      description: "The act in a few words, without texts and contacts.",
      example: "lead → active",
    }),
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

/** A line of the log about one client, for everyone who sees the client. */
export const activitySchema = logSchema
  .omit({ client_id: true, client_name: true, ip_address: true })
  .meta({ id: "Activity" });
export type Activity = z.infer<typeof activitySchema>;

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
