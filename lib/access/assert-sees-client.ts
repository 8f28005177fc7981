import { and, eq } from "drizzle-orm";
import { clients } from "@/db/schema";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/core/errors";
import { visibleClients } from "./visible-clients";

/** Throws `not_found` unless the client is there and the actor may see them (promise 23). */
export async function assertSeesClient({ actor, db }: Context, id: number): Promise<void> {
  const [row] = await db
    .select({ id: clients.id })
    .from(clients)
    .where(and(eq(clients.id, id), visibleClients(actor)));
  if (!row) throw notFound("client");
}
