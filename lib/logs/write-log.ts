import type { Tx } from "@/db/client";
import { operatorLogs } from "@/db/schema";
import type { Context } from "@/lib/context";
import type { LogAction } from "./actions";

/**
 * Writes an operator-log line in the act's own transaction.
 * `description` names ids and states, never message texts, phones or codes.
 */
export async function writeLog(
  tx: Tx,
  ctx: Context,
  entry: {
    action: LogAction;
    description: string;
    clientId?: number | null;
    /** Whose act it is when the context does not know it (sign-in). */
    operatorId?: number;
    details?: Record<string, unknown>;
  },
): Promise<void> {
  const actorId = ctx.actor.type === "operator" ? ctx.actor.operatorId : null;
  await tx.insert(operatorLogs).values({
    operatorId: entry.operatorId ?? actorId,
    action: entry.action,
    description: entry.description,
    clientId: entry.clientId ?? null,
    details: entry.details ?? null,
    ipAddress: ctx.ip,
  });
}
