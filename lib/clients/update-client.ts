import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients, conversations, departments, operators } from "@/db/schema";
import type { Context } from "@/lib/context";
import { AppError, invalid, notFound } from "@/lib/core/errors";
import type { LogAction } from "@/lib/logs/schemas";
import { writeLog } from "@/lib/logs/write-log";
import { addSystemLine } from "@/lib/messages/add-system-line";
import { assertCan } from "@/lib/permissions";
import { publishConversation } from "@/lib/realtime/publish";
import { clientDto } from "./client-dto";
import { masksContactsFor } from "./masks-contacts-for";
import { type Client, type UpdateClient, updateClientSchema } from "./schemas";
import { visibleClients } from "./scope";

/**
 * Changes a client's names, contacts, status, operator or department, with a log line for each kind
 * of change. A corrected name is locked against Telegram. Throws `not_found`, `invalid`, `forbidden`.
 */
export async function updateClient(ctx: Context, id: number, input: UpdateClient): Promise<Client> {
  assertCan(ctx, "clients.write");
  const change = updateClientSchema.parse(input);
  const isMasked = await masksContactsFor(ctx);
  if (isMasked && (change.phone !== undefined || change.email !== undefined)) {
    throw new AppError(
      "forbidden",
      "Contacts are hidden in your department: ask a manager to change a phone or an email.",
    );
  }
  const { row, hint } = await ctx.db.transaction(async (tx) => {
    const [before] = await tx
      .select()
      .from(clients)
      .where(and(eq(clients.id, id), visibleClients(ctx.actor)))
      .for("update");
    if (!before) throw notFound("Client");
    await checkTargets(tx, ctx, change);
    const [after] = await tx
      .update(clients)
      .set({
        ...(change.first_name !== undefined
          ? { firstName: change.first_name, isNameLocked: true }
          : {}),
        ...(change.last_name !== undefined
          ? { lastName: change.last_name, isNameLocked: true }
          : {}),
        ...(change.phone !== undefined ? { phone: change.phone || null } : {}),
        ...(change.email !== undefined ? { email: change.email } : {}),
        ...(change.status ? { status: change.status } : {}),
        ...(change.assigned_operator_id !== undefined
          ? { assignedOperatorId: change.assigned_operator_id }
          : {}),
        ...(change.department_id !== undefined ? { departmentId: change.department_id } : {}),
        updatedAt: new Date(),
      })
      .where(eq(clients.id, id))
      .returning();
    if (!after) throw notFound("Client");
    for (const line of describeChanges(before, after)) {
      await writeLog(tx, ctx, { ...line, clientId: id });
    }
    return { row: after, hint: await noteInThread(tx, before, after) };
  });
  if (hint) await publishConversation(hint);
  return clientDto(ctx.db, row, isMasked);
}

async function checkTargets(tx: Tx, ctx: Context, change: UpdateClient) {
  if (change.assigned_operator_id) {
    const [operator] = await tx
      .select({ isActive: operators.isActive })
      .from(operators)
      .where(eq(operators.id, change.assigned_operator_id));
    if (!operator?.isActive)
      throw invalid("assigned_operator_id", "There is no such active operator.");
  }
  if (change.department_id) {
    const [department] = await tx
      .select({ id: departments.id })
      .from(departments)
      .where(eq(departments.id, change.department_id));
    if (!department) throw invalid("department_id", "There is no such department.");
  }
  if (
    change.department_id !== undefined &&
    ctx.actor.type === "operator" &&
    ctx.actor.role === "operator"
  ) {
    throw new AppError(
      "forbidden",
      "Only a manager or an admin moves clients between departments.",
    );
  }
}

type Row = typeof clients.$inferSelect;

function describeChanges(before: Row, after: Row): { action: LogAction; description: string }[] {
  const lines: { action: LogAction; description: string }[] = [];
  if (before.status !== after.status) {
    lines.push({ action: "status_changed", description: `${before.status} → ${after.status}` });
  }
  if (before.assignedOperatorId !== after.assignedOperatorId) {
    lines.push({
      action: after.assignedOperatorId === null ? "client_unassigned" : "client_assigned",
      description: `Operator ${before.assignedOperatorId ?? "none"} → ${after.assignedOperatorId ?? "none"}`,
    });
  }
  const fields = (["firstName", "lastName", "phone", "email", "departmentId"] as const).filter(
    (field) => before[field] !== after[field],
  );
  if (fields.length > 0) lines.push({ action: "client_updated", description: fields.join(", ") });
  return lines;
}

async function noteInThread(tx: Tx, before: Row, after: Row) {
  const [conversation] = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.clientId, after.id));
  if (!conversation) return null;
  if (before.status !== after.status) {
    return addSystemLine(tx, conversation.id, "status_changed", {
      from: before.status,
      to: after.status,
    });
  }
  return addSystemLine(
    tx,
    conversation.id,
    before.assignedOperatorId === after.assignedOperatorId ? "client_updated" : "client_assigned",
    { operator_id: after.assignedOperatorId },
  );
}
