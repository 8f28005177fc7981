import { sql } from "drizzle-orm";
import { advisoryLocks, takeLock } from "@/db/advisory-locks";
import { operatorLogs } from "@/db/schema";
import type { Context } from "@/lib/context";
import { writeLog } from "@/lib/logs/write-log";
import { getClient } from "./queries";
import type { Client } from "./schemas";

/**
 * A client's card, read by a person: leaves `client_opened` in the log, at most once per person and
 * client in ten minutes. Throws `not_found`.
 */
export async function openClient(ctx: Context, id: number): Promise<Client> {
  const client = await getClient(ctx, id);
  if (ctx.actor.type === "operator") await note(ctx, ctx.actor.operatorId, id);
  return client;
}

async function note(ctx: Context, operatorId: number, clientId: number) {
  await ctx.db.transaction(async (tx) => {
    // Two windows opened at once are one opening.
    await takeLock(tx, advisoryLocks.opening, `${operatorId} ${clientId}`);
    const [recent] = await tx
      .select({ id: operatorLogs.id })
      .from(operatorLogs)
      .where(
        sql`${operatorLogs.clientId} = ${clientId} and ${operatorLogs.operatorId} = ${operatorId}
          and ${operatorLogs.action} = 'client_opened' and ${operatorLogs.timestamp} > now() - interval '10 minutes'`,
      )
      .limit(1);
    if (recent) return;
    await writeLog(tx, ctx, {
      action: "client_opened",
      description: `Client ${clientId}`,
      clientId,
    });
  });
}
