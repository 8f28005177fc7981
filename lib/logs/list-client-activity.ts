import { and, desc, eq, lt, notInArray } from "drizzle-orm";
import { z } from "zod";
import { operatorLogs, operators } from "@/db/schema";
import { assertSeesClient } from "@/lib/access/assert-sees-client";
import { hideContacts } from "@/lib/access/hide-contacts";
import type { Context } from "@/lib/context";
import { cursorId, decodeCursor } from "@/lib/core/cursor";
import { pageOf } from "@/lib/core/page-of";
import type { Page } from "@/lib/core/schemas";
import type { LogAction } from "./actions";
import type { Activity } from "./schemas";

/** The thread shows what was written; who only looked is the log's affair. */
const leftOut: LogAction[] = ["client_opened", "message_sent", "note_added"];

/**
 * What was done with a client, newest first, for everyone who sees the client: without addresses.
 * Throws `not_found` for an invisible one.
 */
export async function listClientActivity(
  ctx: Context,
  clientId: number,
  filter: { limit: number; cursor?: string | undefined },
): Promise<Page<Activity>> {
  await assertSeesClient(ctx, clientId);
  const after = decodeCursor(z.tuple([cursorId]), filter.cursor);
  const rows = await ctx.db
    .select({ log: operatorLogs, operatorName: operators.name })
    .from(operatorLogs)
    .leftJoin(operators, eq(operators.id, operatorLogs.operatorId))
    .where(
      and(
        eq(operatorLogs.clientId, clientId),
        notInArray(operatorLogs.action, leftOut),
        after && lt(operatorLogs.id, after[0]),
      ),
    )
    .orderBy(desc(operatorLogs.id))
    .limit(filter.limit + 1);
  const logs = await hideContacts(
    ctx,
    rows.map(({ log, operatorName }) => ({ log, operatorName, details: log.details })),
    "details",
  );
  return pageOf(
    logs,
    filter.limit,
    ({ log, operatorName, details }) => ({
      id: log.id,
      operator_id: log.operatorId,
      operator_name: operatorName,
      action: log.action,
      description: log.description,
      details,
      timestamp: log.timestamp.toISOString(),
    }),
    (last) => [last.log.id],
  );
}
