import { sql } from "drizzle-orm";
import { settings } from "@/db/schema";
import type { Context } from "@/lib/context";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan, assertOperator } from "@/lib/permissions";
import { readSettings } from "./queries";
import { type Settings, type UpdateSettings, updateSettingsSchema } from "./schemas";

/** Changes the given settings, with one log line that names them. */
export async function updateSettings(ctx: Context, input: UpdateSettings): Promise<Settings> {
  assertCan(ctx, "settings.write");
  assertOperator(ctx);
  const { operatorId } = ctx.actor;
  const changes = Object.entries(updateSettingsSchema.parse(input)).filter(
    ([, value]) => value !== undefined,
  );
  await ctx.db.transaction(async (tx) => {
    for (const [key, given] of changes) {
      // A null is a value too: the column holds JSON's, not SQL's.
      const value = sql`${JSON.stringify(given)}::jsonb`;
      await tx
        .insert(settings)
        .values({ key, value, updatedByOperatorId: operatorId })
        .onConflictDoUpdate({
          target: settings.key,
          set: { value, updatedAt: new Date(), updatedByOperatorId: operatorId },
        });
    }
    if (changes.length === 0) return;
    await writeLog(tx, ctx, {
      action: "settings_changed",
      description: changes.map(([key]) => key).join(", "),
    });
  });
  return readSettings(ctx.db);
}
