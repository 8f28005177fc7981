import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients, conversations } from "@/db/schema";
import { masksContactsFor } from "@/lib/access/masks-contacts-for";
import { visibleClients } from "@/lib/access/visible-clients";
import { publishHints } from "@/lib/assignment/change-hands";
import { reassignClient } from "@/lib/assignment/reassign-client";
import { emailForms } from "@/lib/clients/contacts/email-forms";
import type { Context } from "@/lib/context";
import { AppError, invalid, notFound } from "@/lib/core/errors";
import type { LogAction } from "@/lib/logs/actions";
import { writeLog } from "@/lib/logs/write-log";
import { addSystemLine } from "@/lib/messages/add-system-line";
import { assertCan } from "@/lib/permissions";
import { clientDto } from "./client-dto";
import { type Client, type UpdateClient, updateClientSchema } from "./schemas";

/**
 * Changes a client's names, contacts, status, operator or department, with a log line for each kind
 * of change. A corrected name is locked against Telegram. `check` may refuse by what the locked client
 * is like. Throws `not_found`, `invalid`, `forbidden`.
 */
export async function updateClient(
  ctx: Context,
  id: number,
  input: UpdateClient,
  check: (before: Row) => void = () => {},
): Promise<Client> {
  assertCan(ctx, "clients.write");
  const change = updateClientSchema.parse(input);
  const isMasked = await masksContactsFor(ctx);
  if (isMasked && (change.phone !== undefined || change.email !== undefined)) {
    throw new AppError("forbidden", "client.contactsHidden");
  }
  const { row, hints } = await ctx.db.transaction(async (tx) => {
    // First, because the queues' locks come before any row's; it also asks whether the client is visible.
    const moved = await move(tx, ctx, id, change);
    const [before] = await tx
      .select()
      .from(clients)
      .where(moved ? eq(clients.id, id) : and(eq(clients.id, id), visibleClients(ctx.actor)))
      .for("no key update");
    if (!before) throw notFound("client");
    check(before);
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
        ...(change.email !== undefined
          ? { email: change.email, emailForms: emailForms(change.email) }
          : {}),
        ...(change.status ? { status: change.status } : {}),
        updatedAt: new Date(),
      })
      .where(eq(clients.id, id))
      .returning();
    if (!after) throw notFound("client");
    const lines = describeChanges(before, after);
    for (const line of lines) await writeLog(tx, ctx, { ...line, clientId: id });
    const noted = lines.length > 0 ? await noteInThread(tx, before, after) : null;
    return { row: after, hints: [...(moved ?? []), ...(noted ? [noted] : [])] };
  });
  await publishHints(hints);
  return clientDto(ctx.db, row, isMasked);
}

/** Another operator or department, by the rules of assignment; null when neither is asked for. */
async function move(tx: Tx, ctx: Context, clientId: number, change: UpdateClient) {
  const { assigned_operator_id: operatorId } = change;
  if (operatorId === undefined && change.department_id === undefined) return null;
  const now = await whereNow(tx, ctx, clientId);
  // A form sends the whole card back: what stays as it is needs no right.
  const isHere = change.department_id === undefined || change.department_id === now.departmentId;
  if (isHere && (operatorId === undefined || operatorId === now.operatorId)) return null;
  const departmentId = isHere ? undefined : change.department_id;
  if (departmentId === null) throw invalid("department_id", "client.inADepartment");
  const isOperator = ctx.actor.type === "operator" && ctx.actor.role === "operator";
  if (departmentId !== undefined && isOperator) {
    throw new AppError("forbidden", "client.managerMoves");
  }
  const reason =
    operatorId === undefined ? "moved" : operatorId === null ? "unassigned" : "assigned";
  const field = "assigned_operator_id";
  return reassignClient(tx, ctx, { clientId, operatorId, departmentId, reason, field });
}

async function whereNow(tx: Tx, ctx: Context, clientId: number) {
  const [row] = await tx
    .select({ operatorId: clients.assignedOperatorId, departmentId: clients.departmentId })
    .from(clients)
    .where(and(eq(clients.id, clientId), visibleClients(ctx.actor)));
  if (!row) throw notFound("client");
  return row;
}

type Row = typeof clients.$inferSelect;

type Line = { action: LogAction; description: string; details: Record<string, unknown> };

function describeChanges(before: Row, after: Row): Line[] {
  const lines: Line[] = [];
  if (before.status !== after.status) {
    lines.push({
      action: "status_changed",
      description: `${before.status} → ${after.status}`,
      details: { from: before.status, to: after.status },
    });
  }
  const fields = (["firstName", "lastName", "phone", "email"] as const).filter(
    (field) => before[field] !== after[field],
  );
  if (fields.length > 0) {
    lines.push({ action: "client_updated", description: fields.join(", "), details: { fields } });
  }
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
  return addSystemLine(tx, conversation.id, "client_updated");
}
