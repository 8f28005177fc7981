import type { departments } from "@/db/schema";
import type { Department } from "./schemas";

/** A department in the API's shape. */
export function departmentDto(row: typeof departments.$inferSelect): Department {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    manager_id: row.managerId,
    is_default: row.isDefault,
    visibility: row.visibility,
    masks_contacts: row.masksContacts,
    default_capacity: row.defaultCapacity,
    working_hours: row.workingHours && {
      time_zone: row.workingHours.timeZone,
      days: row.workingHours.days,
    },
    start_code: row.startCode,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
