import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
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
  const given = entries.map(({ clientId, details = null, ...entry }) => ({
    ...entry,
    client_id: clientId,
    details,
  }));
  // As JSON: thousands of parameters cost more than all the rest of such an act.
  await tx.execute(sql`
    insert into operator_logs (operator_id, ip_address, action, description, client_id, details)
    select ${operatorId}::bigint, ${ctx.ip}::text, l.action, l.description, l.client_id, l.details
    from jsonb_to_recordset(${JSON.stringify(given)}::text::jsonb)
      as l(action text, description text, client_id bigint, details jsonb)`);
}
