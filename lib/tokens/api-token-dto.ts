import type { apiTokens } from "@/db/schema";
import type { ApiToken } from "./schemas";

/** A token in the API's shape; the secret is not in it. */
export function apiTokenDto(row: typeof apiTokens.$inferSelect): ApiToken {
  return {
    id: row.id,
    operator_id: row.operatorId,
    name: row.name,
    prefix: row.prefix,
    created_at: row.createdAt.toISOString(),
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
  };
}
