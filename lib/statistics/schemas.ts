import { z } from "zod";
import { id, idParam, timestamp, timeZoneText } from "@/lib/core/schemas";
import { connectionProblemSchema } from "@/lib/telegram/schemas";

/** today: since midnight; 7d and 30d: that many days, today included. */
export const periods = ["today", "7d", "30d"] as const;
export type Period = (typeof periods)[number];

export const statisticsQuerySchema = z.object({
  period: z.enum(periods).default("today"),
  department_id: idParam.optional(),
  time_zone: timeZoneText.default("UTC"),
});
export type StatisticsQuery = z.output<typeof statisticsQuerySchema>;

const count = z.number().int().min(0);

export const statisticsSchema = z
  .object({
    period: z.enum(periods),
    from: timestamp.meta({ description: "The beginning of the period, in the zone." }),
    to: timestamp.meta({ description: "The end of today, in the zone." }),
    open: count.meta({ description: "Conversations that are not done." }),
    waiting: count.meta({ description: "Of these, the client waits for an answer." }),
    unassigned: count.meta({ description: "Open ones that nobody has and that do not rest." }),
    first_response: z
      .object({
        median_seconds: z
          .number()
          .nullable()
          .meta({ description: "Half of the first answers came within this." }),
        p90_seconds: z.number().nullable().meta({ description: "Nine of ten came within this." }),
        count: count.meta({ description: "How many cases." }),
      })
      .meta({ description: "Of the cases opened in the period and answered." }),
    messages_in: count,
    messages_out: count,
    series: z
      .array(
        z.object({
          at: timestamp.meta({ description: "When the hour or day begins." }),
          messages_in: count,
          messages_out: count,
        }),
      )
      .meta({ description: "By hour for today, else by day." }),
    load: z
      .array(
        z.object({
          operator_id: id,
          name: z.string(),
          open: count,
          capacity: count.meta({ description: "How many the person may have at once." }),
          is_on_duty: z.boolean(),
        }),
      )
      .meta({ description: "What each person has to do now." }),
    failed: count.meta({ description: "Messages of the period that were not delivered." }),
    unknown: count.meta({ description: "Messages of the period whose delivery is not known." }),
    bot: z
      .object({
        mode: z.enum(["webhook", "polling"]),
        problem: connectionProblemSchema,
        is_right: z
          .boolean()
          .meta({ description: "The webhook's address and kinds of update fit." }),
        pending_updates: z.number().int().nullable(),
        last_error: z.string().nullable(),
        stopped_reason: z.string().nullable(),
        failed_updates: count,
        checked_at: timestamp.nullable(),
        is_worker_alive: z
          .boolean()
          .nullable()
          .meta({ description: "Null with an outside job engine." }),
      })
      .nullable()
      .meta({ description: "For admins; null for others." }),
  })
  .meta({ id: "Statistics" });
export type Statistics = z.infer<typeof statisticsSchema>;
