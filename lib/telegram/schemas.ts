import { z } from "zod";
import { id, page, timestamp } from "@/lib/core/schemas";

/** What is wrong with the connection, the worst first; null: it is well. */
export const connectionProblemSchema = z
  .enum(["stopped", "wrong", "unchecked", "error", "backlog"])
  .nullable()
  .meta({
    description:
      "`stopped`: the token does not work; `wrong`: the webhook differs from the settings; `unchecked`: no check for two minutes; `error`: Telegram failed to deliver within ten minutes; `backlog`: more and more updates wait at Telegram.",
  });
export type ConnectionProblem = z.infer<typeof connectionProblemSchema>;

export const telegramConnectionSchema = z
  .object({
    problem: connectionProblemSchema,
    mode: z.enum(["webhook", "polling"]),
    username: z.string().nullable().meta({ example: "shop_support_bot" }),
    webhook_url: z.string().nullable().meta({ description: "What Telegram has." }),
    expected_url: z.string().nullable().meta({ description: "What the settings say." }),
    is_right: z.boolean().meta({ description: "The address and the kinds of update fit." }),
    pending_updates: z.number().int().nullable(),
    last_error: z.string().nullable(),
    last_error_at: timestamp.nullable(),
    checked_at: timestamp.nullable(),
    stopped_reason: z
      .string()
      .nullable()
      .meta({ description: "Why nothing is sent at all (token revoked), or null." }),
    sent_last_minute: z.number().int(),
    failed_updates: z.number().int().meta({ description: "Kept updates that were not applied." }),
  })
  .meta({ id: "TelegramConnection" });
export type TelegramConnection = z.infer<typeof telegramConnectionSchema>;

export const failedUpdateSchema = z
  .object({
    id,
    update_id: z.number().int(),
    kind: z.string().meta({ description: "The update's kind.", example: "message" }),
    reason: z.string().nullable().meta({ description: "Why it could not be applied." }),
    attempts: z.number().int(),
    received_at: timestamp,
  })
  .meta({ id: "FailedUpdate" });
export type FailedUpdate = z.infer<typeof failedUpdateSchema>;

export const listFailedUpdatesSchema = page;
