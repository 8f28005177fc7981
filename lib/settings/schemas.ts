import { z } from "zod";
import { reason } from "@/lib/core/refusals/reason";

const botText = z.string().trim().max(4096, reason("message.tooLong"));

/** What admins change at run time. An empty text means the product's own. */
export const settingsSchema = z
  .object({
    welcome_ru: botText.meta({ description: "The bot's answer to /start, in Russian." }),
    welcome_en: botText.meta({ description: "The same in English." }),
    away_is_enabled: z.boolean().meta({
      description: "Whether clients who write outside a department's hours get the away text.",
    }),
    away_ru: botText.meta({ description: "The away text, in Russian." }),
    away_en: botText.meta({ description: "The same in English." }),
    off_duty_release_minutes: z.number().int().min(0).max(1440).meta({
      description: "Minutes off duty after which unanswered conversations go to others.",
      example: 15,
    }),
    log_retention_days: z
      .number()
      .int()
      .min(1, reason("settings.logTooShort"))
      .max(3650, reason("settings.logTooLong"))
      .nullable()
      .meta({ description: "Days the operator log is kept; null: LOG_RETENTION_DAYS." }),
  })
  .meta({ id: "Settings" });
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = {
  welcome_ru: "",
  welcome_en: "",
  away_is_enabled: false,
  away_ru: "",
  away_en: "",
  off_duty_release_minutes: 15,
  log_retention_days: null,
};

export const updateSettingsSchema = settingsSchema.partial();
export type UpdateSettings = z.input<typeof updateSettingsSchema>;
