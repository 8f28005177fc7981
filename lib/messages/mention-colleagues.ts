import { eq } from "drizzle-orm";
import { clients, departments, mentions } from "@/db/schema";
import { activePeople } from "@/lib/access/active-people";
import { seesClient } from "@/lib/access/sees-client";
import { announce, type ChangeTx } from "@/lib/effects/change";
import type { ConversationChanged } from "@/lib/realtime/events";

/**
 * Keeps whom a note mentions, as far as they work here and may see the client; its author is left out.
 * Announces who was mentioned.
 */
export async function mentionColleagues(
  tx: ChangeTx,
  changed: ConversationChanged,
  note: { messageId: number; authorId: number },
  operatorIds: number[],
): Promise<void> {
  if (operatorIds.length === 0) return;
  const [client] = await tx
    .select({
      departmentId: clients.departmentId,
      assignedOperatorId: clients.assignedOperatorId,
      visibility: departments.visibility,
      managerId: departments.managerId,
    })
    .from(clients)
    .leftJoin(departments, eq(departments.id, clients.departmentId))
    .where(eq(clients.id, changed.clientId));
  if (!client) return;
  const facts = { ...client, visibility: client.visibility ?? ("department" as const) };
  const others = operatorIds.filter((id) => id !== note.authorId);
  const people = [...(await activePeople(tx, others)).values()];
  const called = people.flatMap((person) => (seesClient(person, facts) ? person.operatorId : []));
  if (called.length === 0) return;
  await tx
    .insert(mentions)
    .values(called.map((operatorId) => ({ messageId: note.messageId, operatorId })));
  announce(tx, { name: "note.mentioned", ...changed, operatorIds: called });
}
