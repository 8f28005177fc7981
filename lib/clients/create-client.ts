import { and, eq } from "drizzle-orm";
import { clients, conversations, departments } from "@/db/schema";
import { departmentReach } from "@/lib/access/department-reach";
import { masksContactsFor } from "@/lib/access/masks-contacts-for";
import { reaches } from "@/lib/access/reach";
import { visibleClients } from "@/lib/access/visible-clients";
import { changeHands, lockQueues } from "@/lib/assignment/change-hands";
import { emailForms } from "@/lib/clients/contacts/email-forms";
import type { Context } from "@/lib/context";
import { AppError, invalid } from "@/lib/core/errors";
import { type ChangeTx, change } from "@/lib/effects/change";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan, can } from "@/lib/permissions";
import { applyChanges } from "./apply-changes";
import { clientDto } from "./client-dto";
import { type Client, type CreateClient, createClientSchema } from "./schemas";

/**
 * A client entered by hand; the bot may write to them only after they wrote to it. Without a
 * department they come to the caller's own, or to the default one; a Telegram account, which admins
 * alone may name, to wherever its first message leads. Throws `invalid`, `forbidden`, `conflict` when
 * the Telegram account is a client already.
 */
export async function createClient(ctx: Context, input: CreateClient): Promise<Client> {
  assertCan(ctx, "clients.create");
  const wanted = createClientSchema.parse(input);
  // Before anything is looked up: whether the account is a client already is not theirs to know.
  if (wanted.telegram_id && !can(ctx.actor, "clients.name_account")) {
    throw new AppError("forbidden", "client.adminNamesAccount");
  }
  if (!wanted.first_name && !wanted.last_name && !wanted.username) {
    throw invalid("first_name", "client.needsName");
  }
  const isMasked = await masksContactsFor(ctx);
  const row = await change(ctx, async (tx) => {
    const isPlacedLater =
      wanted.telegram_id && !wanted.department_id && !wanted.assigned_operator_id;
    const departmentId = isPlacedLater ? null : await departmentOf(ctx, wanted.department_id);
    // Before any row, because the client may become the caller's own.
    await lockQueues(tx, [departmentId]);
    const [made] = await tx
      .insert(clients)
      .values({
        telegramId: wanted.telegram_id ?? null,
        firstName: wanted.first_name ?? "",
        lastName: wanted.last_name ?? "",
        username: wanted.username ?? null,
        phone: wanted.phone || null,
        email: wanted.email ?? null,
        emailForms: emailForms(wanted.email),
        status: wanted.status ?? "lead",
        departmentId,
        isNameLocked: Boolean(wanted.first_name || wanted.last_name),
      })
      .onConflictDoNothing({ target: clients.telegramId })
      .returning();
    if (!made) {
      throw new AppError("conflict", "client.accountTaken");
    }
    // A chat with a Telegram account begins with its first message, which brings the chat's id; this
    // one is for notes, and nobody has anything to do in it.
    if (made.telegramId === null) {
      await tx.insert(conversations).values({ clientId: made.id, workState: "done" });
    }
    await writeLog(tx, ctx, {
      action: "client_created",
      description: `Client ${made.id} by hand`,
      clientId: made.id,
    });
    await keepVisible(tx, ctx, made.id);
    await applyChanges(tx, ctx, [
      {
        id: made.id,
        ...(wanted.assigned_operator_id
          ? { assigned_operator_id: wanted.assigned_operator_id }
          : {}),
        ...(wanted.tag_ids ? { add_tag_ids: wanted.tag_ids } : {}),
      },
    ]);
    const [row] = await tx.select().from(clients).where(eq(clients.id, made.id));
    return row ?? made;
  });
  return clientDto(ctx.db, row, isMasked);
}

/** Where one sees only one's own clients, a new one becomes one's own; elsewhere it is refused. */
async function keepVisible(tx: ChangeTx, ctx: Context, id: number): Promise<void> {
  const { actor } = ctx;
  const isVisible = async () => {
    const own = and(eq(clients.id, id), visibleClients(actor));
    return (await tx.select({ id: clients.id }).from(clients).where(own)).length > 0;
  };
  if (actor.type === "system" || (await isVisible())) return;
  if (actor.role === "operator") {
    const taken = { clientId: id, operatorId: actor.operatorId, reason: "taken" as const };
    await changeHands(tx, ctx, taken);
    if (await isVisible()) return;
  }
  throw notTheirs();
}

const notTheirs = () => new AppError("forbidden", "client.ownDepartmentsOnly");

async function departmentOf(
  ctx: Context,
  wanted: number | null | undefined,
): Promise<number | null> {
  const { actor } = ctx;
  const own = actor.type === "operator" ? actor.departmentId : null;
  if ((wanted === undefined && own !== null) || (wanted && wanted === own)) return own;
  // Before it is looked up: one that is not theirs is refused like one that nobody has.
  if (wanted && !reaches(await departmentReach(ctx), wanted)) throw notTheirs();
  const [row] = await ctx.db
    .select({ id: departments.id })
    .from(departments)
    .where(wanted ? eq(departments.id, wanted) : eq(departments.isDefault, true));
  if (wanted && !row) throw invalid("department_id", "department.unknown");
  return wanted === null ? null : (row?.id ?? null);
}
