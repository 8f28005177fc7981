import { and, eq, inArray, ne } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients, departments, mentions, operators } from "@/db/schema";
import { seesClient } from "@/lib/permissions";

/**
 * Keeps whom a note calls, as far as they work here and may see the client; its author is not called.
 * Answers who is, for `publishMention` after commit.
 */
export async function callColleagues(
  tx: Tx,
  note: { messageId: number; clientId: number; authorId: number },
  operatorIds: number[],
): Promise<number[]> {
  if (operatorIds.length === 0) return [];
  const [client] = await tx
    .select({
      departmentId: clients.departmentId,
      assignedOperatorId: clients.assignedOperatorId,
      visibility: departments.visibility,
      managerId: departments.managerId,
    })
    .from(clients)
    .leftJoin(departments, eq(departments.id, clients.departmentId))
    .where(eq(clients.id, note.clientId));
  if (!client) return [];
  const people = await tx
    .select({ id: operators.id, role: operators.role, departmentId: operators.departmentId })
    .from(operators)
    .where(
      and(
        inArray(operators.id, operatorIds),
        ne(operators.id, note.authorId),
        eq(operators.isActive, true),
      ),
    );
  const facts = { ...client, visibility: client.visibility ?? ("department" as const) };
  const called = people.filter(({ id, role, departmentId }) =>
    seesClient(
      {
        type: "operator",
        via: "session",
        operatorId: id,
        name: "",
        role,
        departmentId,
        sessionId: null,
        tokenId: null,
      },
      facts,
    ),
  );
  if (called.length === 0) return [];
  await tx
    .insert(mentions)
    .values(called.map(({ id }) => ({ messageId: note.messageId, operatorId: id })));
  return called.map(({ id }) => id);
}
