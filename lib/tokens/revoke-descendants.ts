import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Context } from "@/lib/context";
import { writeLog } from "@/lib/logs/write-log";

/** A way in that ends: what was made by it may be somebody else's by now. */
type Ended = { tokenId: number } | { sessionId: number };

/** Revokes the tokens that a token or a session made, and what these made, with a log line each. */
export async function revokeDescendants(tx: Tx, ctx: Context, ended: Ended): Promise<void> {
  const madeBy: SQL =
    "tokenId" in ended
      ? sql`created_by_token_id = ${ended.tokenId}`
      : sql`created_by_session_id = ${ended.sessionId}`;
  // Again until nothing is found: one that was being made by one of them is seen once that is locked.
  for (let found = 1; found > 0; ) {
    const rows = await tx.execute<{ id: string; operator_id: string }>(sql`
      with recursive made as (
        select id from api_tokens where ${madeBy}
        union select t.id from api_tokens t join made on t.created_by_token_id = made.id)
      update api_tokens set revoked_at = now()
      where id in (select id from made) and revoked_at is null returning id, operator_id`);
    found = rows.length;
    for (const { id, operator_id } of rows) {
      await writeLog(tx, ctx, {
        action: "token_revoked",
        description: `API token ${id} of operator ${operator_id}: what made it was ended`,
        details: { token_id: Number(id), operator_id: Number(operator_id) },
        ...(ctx.actor.type === "system" ? { operatorId: Number(operator_id) } : {}),
      });
    }
  }
}
