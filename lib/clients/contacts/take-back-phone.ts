import { and, eq } from "drizzle-orm";
import { clients, messages } from "@/db/schema";
import { visibleClients } from "@/lib/access/visible-clients";
import type { Client } from "@/lib/clients/schemas";
import { updateClient } from "@/lib/clients/update-client";
import type { Context } from "@/lib/context";
import { AppError, notFound } from "@/lib/core/errors";
import { assertCan } from "@/lib/permissions";

/**
 * Empties the phone that a client's own contact filled in. Throws `not_found`, `conflict` when the phone
 * is another one by now, and `forbidden` for whoever sees phones masked, whatever the phone is.
 */
export async function takeBackPhone(ctx: Context, messageId: number): Promise<Client> {
  assertCan(ctx, "clients.write");
  const [contact] = await ctx.db
    .select({ clientId: messages.clientId, payload: messages.payload })
    .from(messages)
    .innerJoin(clients, eq(clients.id, messages.clientId))
    .where(
      and(eq(messages.id, messageId), eq(messages.kind, "contact"), visibleClients(ctx.actor)),
    );
  if (!contact) throw notFound("message");
  const { phone_number: given } = Object(contact.payload?.contact) as { phone_number?: unknown };
  return updateClient(ctx, contact.clientId, { phone: null }, ({ phone }) => {
    if (phone !== null && digits(phone) === digits(String(given))) return;
    throw new AppError("conflict", "client.phoneChanged");
  });
}

const digits = (text: string) => text.replace(/\D/g, "");
