import type { clients } from "@/db/schema";
import { maskContacts } from "./mask-contacts";
import type { Client } from "./schemas";

/** A client in the API's shape; `isMasked` by `masksContactsFor` hides phone and email. */
export function clientDto(row: typeof clients.$inferSelect, isMasked: boolean): Client {
  const client = {
    id: row.id,
    telegram_id: row.telegramId,
    first_name: row.firstName,
    last_name: row.lastName,
    username: row.username,
    phone: row.phone,
    email: row.email,
    status: row.status,
    assigned_operator_id: row.assignedOperatorId,
    department_id: row.departmentId,
    language_code: row.languageCode,
    source: row.source,
    blocked_at: row.blockedAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    contacts_masked: isMasked,
    updated_at: row.updatedAt.toISOString(),
  };
  return maskContacts(client, isMasked);
}
