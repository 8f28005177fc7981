import type { operators } from "@/db/schema";
import type { Operator } from "./schemas";

/** An operator in the API's shape. */
export function operatorDto(row: typeof operators.$inferSelect): Operator {
  return {
    id: row.id,
    name: row.name,
    telegram_id: row.telegramId,
    username: row.username,
    role: row.role,
    department_id: row.departmentId,
    is_active: row.isActive,
    is_on_duty: row.isOnDuty,
    capacity: row.capacity,
    joined_at: row.joinedAt.toISOString(),
    last_seen: row.lastSeen?.toISOString() ?? null,
  };
}
