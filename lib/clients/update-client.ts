import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { clients, conversations } from "@/db/schema";
import { masksContactsFor } from "@/lib/access/masks-contacts-for";
import { visibleClients } from "@/lib/access/visible-clients";
import { reassignClient } from "@/lib/assignment/reassign-client";
import { emailForms } from "@/lib/clients/contacts/email-forms";
import type { Context } from "@/lib/context";
import { AppError, invalid, notFound } from "@/lib/core/errors";
import { type ChangeTx, change } from "@/lib/effects/change";
import type { LogAction } from "@/lib/logs/actions";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";
import { addSystemLine } from "@/lib/thread/add-system-line";
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
  const wanted = updateClientSchema.parse(input);
  const isMasked = await masksContactsFor(ctx);
  if (isMasked && (wanted.phone !== undefined || wanted.email !== undefined)) {
    throw new AppError("forbidden", "client.contactsHidden");
  }
  const row = await change(ctx, async (tx) => {
    // First, because the queues' locks come before any row's; it also asks whether the client is visible.
    const isMoved = await move(tx, ctx, id, wanted);
    const [before] = await tx
      .select()
      .from(clients)
      .where(isMoved ? eq(clients.id, id) : and(eq(clients.id, id), visibleClients(ctx.actor)))
      .for("no key update");
    if (!before) throw notFound("client");
    check(before);
    const [after] = await tx
      .update(clients)
      .set({
        ...(wanted.first_name !== undefined
          ? { firstName: wanted.first_name, isNameLocked: true }
          : {}),
        ...(wanted.last_name !== undefined
          ? { lastName: wanted.last_name, isNameLocked: true }
          : {}),
        ...(wanted.phone !== undefined ? { phone: wanted.phone || null } : {}),
        ...(wanted.email !== undefined
          ? { email: wanted.email, emailForms: emailForms(wanted.email) }
          : {}),
        ...(wanted.status ? { status: wanted.status } : {}),
        updatedAt: new Date(),
      })
      .where(eq(clients.id, id))
      .returning();
    if (!after) throw notFound("client");
    const lines = describeChanges(before, after);
    for (const line of lines) await writeLog(tx, ctx, { ...line, clientId: id });
    if (lines.length > 0) await noteInThread(tx, before, after);
    return after;
  });
  return clientDto(ctx.db, row, isMasked);
}

/** Another operator or department, by the rules of assignment; false when neither is asked for. */
async function move(
  tx: ChangeTx,
  ctx: Context,
  clientId: number,
  wanted: UpdateClient,
): Promise<boolean> {
  const { assigned_operator_id: operatorId } = wanted;
  if (operatorId === undefined && wanted.department_id === undefined) return false;
  const now = await whereNow(tx, ctx, clientId);
  // A form sends the whole card back: what stays as it is needs no right.
  const isHere = wanted.department_id === undefined || wanted.department_id === now.departmentId;
  if (isHere && (operatorId === undefined || operatorId === now.operatorId)) return false;
  const departmentId = isHere ? undefined : wanted.department_id;
  if (departmentId === null) throw invalid("department_id", "client.inADepartment");
  const isOperator = ctx.actor.type === "operator" && ctx.actor.role === "operator";
  if (departmentId !== undefined && isOperator) {
    throw new AppError("forbidden", "client.managerMoves");
  }
  const reason =
    operatorId === undefined ? "moved" : operatorId === null ? "unassigned" : "assigned";
  const field = "assigned_operator_id";
  await reassignClient(tx, ctx, { clientId, operatorId, departmentId, reason, field });
  return true;
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

async function noteInThread(tx: ChangeTx, before: Row, after: Row) {
  const [conversation] = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.clientId, after.id));
  if (!conversation) return;
  if (before.status !== after.status) {
    const payload = { from: before.status, to: after.status };
    await addSystemLine(tx, conversation.id, "status_changed", payload);
  } else {
    await addSystemLine(tx, conversation.id, "client_updated");
  }
}
