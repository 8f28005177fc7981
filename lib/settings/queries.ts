import type { Db } from "@/db/client";
import { settings } from "@/db/schema";
import type { Context } from "@/lib/context";
import { logger } from "@/lib/core/logger";
import { assertCan } from "@/lib/permissions";
import { defaultSettings, type Settings, settingsSchema } from "./schemas";

/** The settings as an admin sees them. */
export async function getSettings(ctx: Context): Promise<Settings> {
  assertCan(ctx, "settings.write");
  return readSettings(ctx.db);
}

/** Minutes after which what someone off duty left unanswered goes to others: everyone may know. */
export async function releaseMinutes(ctx: Context): Promise<number> {
  assertCan(ctx, "operators.read");
  return (await readSettings(ctx.db)).off_duty_release_minutes;
}

/** The settings for the product's own use; a row that no longer fits its schema is passed over. */
export async function readSettings(db: Db): Promise<Settings> {
  const rows = await db.select({ key: settings.key, value: settings.value }).from(settings);
  const merged: Settings = { ...defaultSettings };
  for (const { key, value } of rows) {
    const parsed = settingsSchema.partial().safeParse({ [key]: value });
    if (parsed.success) Object.assign(merged, parsed.data);
    else logger("settings").warn({ key }, "a stored setting does not fit and is passed over");
  }
  return merged;
}
