import type { Tx } from "@/db/client";
import { operatorLogs } from "@/db/schema";
import type { Context } from "@/lib/context";
import type { LogAction } from "./actions";

/** Many log lines of one act in one statement, under the rules of `writeLog`. */
export async function writeLogs(
  tx: Tx,
  ctx: Context,
  entries: {
    action: LogAction;
    description: string;
    clientId: number;
    details?: Record<string, unknown>;
  }[],
): Promise<void> {
  if (entries.length === 0) return;
  const operatorId = ctx.actor.type === "operator" ? ctx.actor.operatorId : null;
  await tx
    .insert(operatorLogs)
    .values(entries.map((entry) => ({ ...entry, operatorId, ipAddress: ctx.ip })));
}
