import { and, eq, inArray } from "drizzle-orm";
import { clients, departments, operators } from "@/db/schema";
import type { Context } from "@/lib/context";
import { seesClient } from "@/lib/permissions";
import { type ConversationHint, publishMention } from "@/lib/realtime/publish";

/** Tells the people whom a note names, as far as they may see the client. Never throws. */
export async function callColleagues(
  ctx: Context,
  operatorIds: number[],
  hint: ConversationHint,
): Promise<void> {
  if (operatorIds.length === 0) return;
  const [client] = await ctx.db
    .select({
      departmentId: clients.departmentId,
      assignedOperatorId: clients.assignedOperatorId,
      visibility: departments.visibility,
      managerId: departments.managerId,
    })
    .from(clients)
    .leftJoin(departments, eq(departments.id, clients.departmentId))
    .where(eq(clients.id, hint.clientId));
  if (!client) return;
  const people = await ctx.db
    .select({ id: operators.id, role: operators.role, departmentId: operators.departmentId })
    .from(operators)
    .where(and(inArray(operators.id, operatorIds), eq(operators.isActive, true)));
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
  await publishMention(
    hint,
    called.map(({ id }) => id),
  );
}
